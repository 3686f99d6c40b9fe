/* When it happened: 64 bins aligned to the epoch, as narrow as the span allows.
 *
 * The width is the smallest 2^k seconds for which the first and the last time seen fall into 64
 * neighbouring bins, and `start` is the first bin that holds anything. Both follow from the set of
 * times alone, so adding and merging in any order end in the same histogram. */
#include "whydenied/incident.h"

/* Times are held inside ±2^33 seconds (1697 to 2242): a bin's start never overflows then. */
#define SECONDS_MAX ((int64_t)1 << 33)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

static int64_t seconds_of(wd_time t)
{
    int64_t seconds = floor_div(t, WD_SECOND);

    if (seconds < -SECONDS_MAX)
        return -SECONDS_MAX;
    return seconds >= SECONDS_MAX ? SECONDS_MAX - 1 : seconds;
}

/* Index of the last bin that holds anything. */
static int64_t last_bin(const struct wd_histogram *h)
{
    int64_t last = WD_HISTOGRAM_BINS - 1;

    while (last > 0 && h->counts[last] == 0)
        last--;
    return last;
}

/* Makes the bins `width` seconds wide and moves the first to `start`, in seconds. */
static void rebin(struct wd_histogram *h, int64_t start, int64_t width)
{
    uint64_t counts[WD_HISTOGRAM_BINS] = {0};
    int64_t from = h->start / WD_SECOND, old = h->width / WD_SECOND;

    for (int64_t i = 0; i < (int64_t)WD_HISTOGRAM_BINS; i++)
        if (h->counts[i])
            counts[floor_div(from + i * old, width) - start / width] += h->counts[i];
    memcpy(h->counts, counts, sizeof counts);
    h->start = start * WD_SECOND;
    h->width = width * WD_SECOND;
}

/* `n` events in the bin [at, at + width), in seconds. */
static void add_bin(struct wd_histogram *h, int64_t at, int64_t width, uint64_t n)
{
    int64_t first = at, last = at, w = width;

    if (h->start == WD_TIME_NONE) {
        h->start = at * WD_SECOND;
        h->width = width * WD_SECOND;
        memset(h->counts, 0, sizeof h->counts);
    } else {
        int64_t start = h->start / WD_SECOND, old = h->width / WD_SECOND;
        int64_t end = start + last_bin(h) * old;
        w = old > w ? old : w;
        first = start < first ? start : first;
        last = end > last ? end : last;
        while (floor_div(last, w) - floor_div(first, w) >= (int64_t)WD_HISTOGRAM_BINS)
            w *= 2;
        if (w != old || floor_div(first, w) * w != start)
            rebin(h, floor_div(first, w) * w, w);
    }
    h->counts[floor_div(at, w) - floor_div(h->start / WD_SECOND, w)] += n;
}

void wd_histogram_add(struct wd_histogram *histogram, wd_time t, uint64_t n)
{
    if (t != WD_TIME_NONE && n > 0)
        add_bin(histogram, seconds_of(t), 1, n);
}

void wd_histogram_merge(struct wd_histogram *into, const struct wd_histogram *from)
{
    int64_t width = from->width / WD_SECOND;

    if (from->start == WD_TIME_NONE)
        return;
    for (int64_t i = 0; i < (int64_t)WD_HISTOGRAM_BINS; i++)
        if (from->counts[i])
            add_bin(into, from->start / WD_SECOND + i * width, width, from->counts[i]);
}

static uint64_t sum_of(const struct wd_histogram *h)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++)
        sum += h->counts[i];
    return sum;
}

__extension__ typedef unsigned __int128 wide;

/* Whole shares first; what they leave over goes one by one to those that lost most, the earliest first. */
void wd_histogram_fit(struct wd_histogram *h, uint64_t total)
{
    const uint64_t sum = sum_of(h);
    uint64_t lost[WD_HISTOGRAM_BINS] = {0}, left = total;

    if (total >= sum)
        return;
    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++) {
        wide share = (wide)h->counts[i] * total;
        lost[i] = (uint64_t)(share % sum);
        h->counts[i] = (uint64_t)(share / sum);
        left -= h->counts[i];
    }
    while (left > 0) {
        size_t most = 0;
        for (size_t i = 1; i < WD_HISTOGRAM_BINS; i++)
            most = lost[i] > lost[most] ? i : most;
        h->counts[most]++;
        lost[most] = 0;
        left--;
    }
    if (total == 0)
        h->start = WD_TIME_NONE;
}

void wd_incident_histogram(const struct wd_incident *incident, struct wd_histogram *ret_histogram)
{
    uint64_t timed = sum_of(&incident->histogram);
    uint64_t untimed = incident->raw_count > timed ? incident->raw_count - timed : 0;

    *ret_histogram = incident->histogram;
    wd_histogram_fit(ret_histogram, incident->count > untimed ? incident->count - untimed : 0);
}
