/* Denials over time: one bar a bin, stacked by cause. */
#include <inttypes.h>

#include "report/html/html.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/timestamp.h"
#include "whydenied/report/value.h"

#define COLORS 7u /* causes with a colour of their own; the rest share one */
#define WIDTH  960.0
#define HEIGHT 160.0

struct cause_row {
    const json_t *counts;
    struct wd_str name;
    double sum;
};

struct timeline {
    struct cause_row causes[WD_CAUSE_COUNT];
    size_t cause_count;
    size_t bins;
    double highest; /* sum of the fullest bin */
    wd_time start, width;
};

static double count_at(const json_t *counts, size_t bin)
{
    json_int_t n = json_integer_value(json_array_get(counts, bin));

    return n > 0 ? (double)n : 0;
}

static int by_sum(const void *a, const void *b)
{
    const struct cause_row *x = a;
    const struct cause_row *y = b;

    if (x->sum < y->sum || x->sum > y->sum)
        return x->sum < y->sum ? 1 : -1;
    return wd_str_cmp(x->name, y->name);
}

/* False when the document has no timeline that can be drawn. */
static bool read_timeline(const json_t *head, struct timeline *t)
{
    const json_t *timeline = json_object_get(head, "timeline");
    const json_t *causes = json_object_get(timeline, "causes");

    t->bins = (size_t)wd_value_int(timeline, "bins");
    t->start = wd_time_parse(wd_value_str(timeline, "start"), NULL);
    t->width = (wd_time)(wd_value_int(timeline, "width_s") % (1u << 30)) * WD_SECOND;
    if (!t->bins || t->bins > WD_HISTOGRAM_BINS)
        return false;
    for (size_t i = 0; i < json_array_size(causes) && t->cause_count < WD_CAUSE_COUNT; i++) {
        struct cause_row *row = &t->causes[t->cause_count++];

        row->counts = json_object_get(json_array_get(causes, i), "counts");
        row->name = wd_value_str(json_array_get(causes, i), "cause");
        for (size_t bin = 0; bin < t->bins; bin++)
            row->sum += count_at(row->counts, bin);
    }
    qsort(t->causes, t->cause_count, sizeof *t->causes, by_sum);
    for (size_t bin = 0; bin < t->bins; bin++) {
        double sum = 0;

        for (size_t i = 0; i < t->cause_count; i++)
            sum += count_at(t->causes[i].counts, bin);
        if (sum > t->highest)
            t->highest = sum;
    }
    return t->highest > 0;
}

static wd_time bin_time(const struct timeline *t, size_t bin)
{
    return t->start == WD_TIME_NONE ? WD_TIME_NONE : t->start + (wd_time)bin * t->width;
}

static const char *format(const struct wd_html *html, wd_time t, char out[WD_TIME_TEXT])
{
    return html->timezone ? wd_zone_format(t, out) : wd_time_format(t, out);
}

/* "2026-09-01T02:00:00Z to …: 4,000; cause 3,900; …", shown when pointed at. */
static void put_tip(struct wd_html *html, const struct timeline *t, size_t bin)
{
    char from[WD_TIME_TEXT];
    char to[WD_TIME_TEXT];

    wd_html_raw(html, "<title>");
    wd_html_fill(html, WD_W_H_UTC_BINS,
                 (const struct wd_str[]){wd_str_of(format(html, bin_time(t, bin), from)),
                                         wd_str_of(format(html, bin_time(t, bin + 1), to))},
                 2);
    for (size_t i = 0; i < t->cause_count; i++) {
        double n = count_at(t->causes[i].counts, bin);

        if (n <= 0)
            continue;
        wd_html_raw(html, "\n");
        wd_html_text(html, wd_words_cause(html->lang, t->causes[i].name));
        wd_html_raw(html, ": ");
        wd_html_number(html, (uint64_t)n);
    }
    wd_html_raw(html, "</title>");
}

static void put_bin(struct wd_html *html, const struct timeline *t, size_t bin)
{
    double step = WIDTH / (double)t->bins;
    double y = HEIGHT;

    wd_html_raw(html, "<g>");
    put_tip(html, t, bin);
    wd_output_printf(html->out,
                     "<rect class=\"hit\" x=\"%.1f\" y=\"0\" width=\"%.1f\" "
                     "height=\"%.0f\"/>",
                     (double)bin * step, step, HEIGHT);
    for (size_t i = 0; i < t->cause_count; i++) {
        double height = count_at(t->causes[i].counts, bin) / t->highest * HEIGHT;

        if (height <= 0)
            continue;
        y -= height;
        wd_output_printf(html->out,
                         "<rect class=\"c%zu\" x=\"%.1f\" y=\"%.2f\" width=\"%.1f\" "
                         "height=\"%.2f\"/>",
                         i < COLORS ? i : COLORS, (double)bin * step + 0.5, y,
                         step > 2 ? step - 1 : step, height);
    }
    wd_html_raw(html, "</g>\n");
}

static void put_legend(struct wd_html *html, const struct timeline *t)
{
    double rest = 0;

    wd_html_raw(html, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < t->cause_count; i++) {
        if (i >= COLORS) {
            rest += t->causes[i].sum;
            continue;
        }
        wd_output_printf(html->out, "<li><span class=\"key c%zu\"></span>", i);
        wd_html_text(html, wd_words_cause(html->lang, t->causes[i].name));
        wd_html_raw(html, " <b>");
        wd_html_number(html, (uint64_t)t->causes[i].sum);
        wd_html_raw(html, "</b></li>\n");
    }
    if (rest > 0) {
        wd_output_printf(html->out, "<li><span class=\"key c%u\"></span>", COLORS);
        wd_html_word(html, WD_W_H_OTHER_CAUSES);
        wd_html_raw(html, " <b>");
        wd_html_number(html, (uint64_t)rest);
        wd_html_raw(html, "</b></li>\n");
    }
    wd_html_raw(html, "</ul>\n");
}

/* "34 min 8 s" of a bin's width: the two largest units. */
static void width_text(struct wd_buf *out, wd_time width)
{
    static const struct {
        wd_time unit;
        const char *name;
    } units[] = {{WD_DAY, "d"}, {WD_HOUR, "h"}, {WD_MINUTE, "min"}, {WD_SECOND, "s"}};
    int used = 0;

    for (size_t i = 0; i < sizeof units / sizeof *units && used < 2; i++) {
        if (width / units[i].unit == 0)
            continue;
        wd_buf_printf(out, "%s%" PRId64 " %s", used++ ? " " : "", width / units[i].unit,
                      units[i].name);
        width %= units[i].unit;
    }
}

/* The bars and this add up to the denials of the report's head. */
static void put_untimed(struct wd_html *html, const struct timeline *t)
{
    uint64_t timed = 0, all = wd_value_sum(html->head, "denials");

    for (size_t i = 0; i < t->cause_count; i++)
        timed += (uint64_t)t->causes[i].sum;
    if (timed >= all)
        return;
    wd_html_raw(html, " ");
    wd_html_count(html, WD_W_H_UNTIMED, all - timed);
}

static void put_note(struct wd_html *html, const struct timeline *t)
{
    struct wd_buf width;
    struct wd_str text;

    wd_buf_init(&width, 128);
    width_text(&width, t->width);
    text = wd_buf_str(&width);
    wd_html_raw(html, "<p class=\"aside\">");
    wd_html_fill(html, WD_W_H_TIMELINE_NOTE,
                 (const struct wd_str[]){text, wd_str_of(html->timezone ? html->timezone : "UTC")},
                 2);
    put_untimed(html, t);
    wd_html_raw(html, "</p>\n");
    wd_buf_done(&width);
}

void wd_html_timeline(struct wd_html *html)
{
    struct timeline t = {.bins = 0};
    char from[WD_TIME_TEXT];
    char to[WD_TIME_TEXT];

    if (!read_timeline(html->head, &t))
        return;
    wd_html_raw(html, "<section id=\"timeline\" aria-labelledby=\"timeline-h\">\n"
                      "<h2 id=\"timeline-h\">");
    wd_html_word(html, WD_W_TIMELINE);
    wd_html_raw(html, "</h2>\n");
    put_note(html, &t);
    wd_html_raw(html, "<figure><div class=\"scale\"><span>");
    wd_html_number(html, (uint64_t)t.highest);
    wd_html_raw(html, "</span></div>");
    wd_output_printf(html->out,
                     "<svg viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=\"none\" role=\"img\" "
                     "aria-labelledby=\"timeline-h\">\n",
                     WIDTH, HEIGHT);
    for (size_t bin = 0; bin < t.bins; bin++)
        put_bin(html, &t, bin);
    wd_html_raw(html, "</svg>\n<div class=\"axis\"><span>");
    wd_html_text(html, wd_str_of(format(html, bin_time(&t, 0), from)));
    wd_html_raw(html, "</span><span>");
    wd_html_text(html, wd_str_of(format(html, bin_time(&t, t.bins), to)));
    wd_html_raw(html, "</span></div></figure>\n");
    put_legend(html, &t);
    wd_html_raw(html, "</section>\n");
}
