/* What is set in within a stack is the source that raised, or what was said in several lines: frames and the lines of a file
 * that stand below them say nothing of the failure, whatever words stand in them. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

static size_t depth_of(struct wd_str line)
{
    return line.len - wd_str_trim_left(line).len;
}

/* "  File "/app/main.py", line 9, in main": what stands deeper below it is that line of the file. */
static bool is_frame_of_python(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("File \"")) && wd_str_has(s, WD_STR("\", line "));
}

/* "at com.acme.Job.run(Job.java:12)", "... 12 more", "from /app/job.rb:3:in `run'", "12   raise X", "----> 12 raise X". */
static bool is_frame(struct wd_str s)
{
    static const char *const heads[] = {"at ", "... ", "from ", "--> ", "---> ", "----> "};
    const size_t digits = wd_str_digits(s, 0);

    return WD_STR_ANY(wd_str_starts, s, heads) || (digits > 0 && wd_str_at(s, digits) == ' ');
}

/* "    ~~~~^^^^^": what points at the line above it. */
static bool points_up(struct wd_str line)
{
    line = wd_str_trim(line);
    return line.len > 0 && wd_str_trim_left_of(line, "^~ ").len == 0;
}

bool wd_text_quotes_source(struct wd_margin *margin, struct wd_str line, struct wd_str below)
{
    const struct wd_str s = wd_str_trim_left(line);
    const size_t depth = depth_of(line);

    if (s.len == 0)
        return false;
    if (is_frame_of_python(s)) {
        margin->frame = depth + 1;
        return true;
    }
    if (margin->frame > 0 && depth >= margin->frame)
        return true;
    margin->frame = 0;
    return depth > margin->depth && (is_frame(s) || points_up(wd_str_cut(&below, '\n')));
}
