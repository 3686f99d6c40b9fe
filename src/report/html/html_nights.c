/* Denials night by night, as the history knows them: one bar a night, the problems first seen in it told
 * when pointed at. Only in reports of the nightly database. */
#include "report/html/html.h"
#include "whydenied/report/value.h"

#define NIGHTS_MAX 64u
#define WIDTH      960.0
#define HEIGHT     160.0

static double highest_of(const json_t *nights, size_t count)
{
    double highest = 0;

    for (size_t i = 0; i < count; i++) {
        double n = (double)wd_value_int(json_array_get(nights, i), "denials");
        highest = n > highest ? n : highest;
    }
    return highest;
}

static void put_tip(struct wd_html *html, const json_t *night)
{
    static const char *const names[] = {"denials", "incidents", "new"};
    struct wd_buf numbers[3];
    struct wd_str arguments[4] = {wd_value_str(night, "night")};

    for (size_t i = 0; i < 3; i++) {
        wd_buf_init(&numbers[i], 64);
        wd_value_put_number(&numbers[i], wd_value_int(night, names[i]));
        arguments[i + 1] = wd_buf_str(&numbers[i]);
    }
    wd_html_raw(html, "<title>");
    wd_html_fill(html, WD_W_H_NIGHT, arguments, 4);
    wd_html_raw(html, "</title>");
    for (size_t i = 0; i < 3; i++)
        wd_buf_done(&numbers[i]);
}

static void put_night(struct wd_html *html, const json_t *night, size_t index, double step,
                      double highest)
{
    double height = (double)wd_value_int(night, "denials") / highest * HEIGHT;

    wd_html_raw(html, "<g>");
    put_tip(html, night);
    wd_output_printf(html->out,
                     "<rect class=\"hit\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%.0f\"/>"
                     "<rect class=\"c0\" x=\"%.1f\" y=\"%.2f\" width=\"%.1f\" height=\"%.2f\"/>"
                     "</g>\n",
                     (double)index * step, step, HEIGHT, (double)index * step + 0.5,
                     HEIGHT - height, step - 1, height);
}

void wd_html_nights(struct wd_html *html)
{
    const json_t *nights = json_object_get(html->head, "nights");
    size_t count = json_array_size(nights) < NIGHTS_MAX ? json_array_size(nights) : NIGHTS_MAX;
    double highest = highest_of(nights, count);

    if (count < 2 || highest <= 0)
        return;
    wd_html_raw(html, "<section id=\"nights\" aria-labelledby=\"nights-h\">\n<h2 id=\"nights-h\">");
    wd_html_word(html, WD_W_H_NIGHTS);
    wd_html_raw(html, "</h2>\n<figure><div class=\"scale\"><span>");
    wd_html_number(html, (uint64_t)highest);
    wd_html_raw(html, "</span></div>");
    wd_output_printf(html->out,
                     "<svg viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=\"none\" role=\"img\" "
                     "aria-labelledby=\"nights-h\">\n",
                     WIDTH, HEIGHT);
    for (size_t i = 0; i < count; i++)
        put_night(html, json_array_get(nights, i), i, WIDTH / (double)count, highest);
    wd_html_raw(html, "</svg>\n<div class=\"axis\"><span>");
    wd_html_text(html, wd_value_str(json_array_get(nights, 0), "night"));
    wd_html_raw(html, "</span><span>");
    wd_html_text(html, wd_value_str(json_array_get(nights, count - 1), "night"));
    wd_html_raw(html, "</span></div></figure>\n</section>\n");
}
