/* Streams one after the other, with zeros between them where the format allows it. */
#include "ingest/decoder.h"

#include <stdlib.h>

void *wd_members_new(const struct wd_member_library *library)
{
    struct wd_members *members = calloc(1, sizeof *members);

    if (members)
        members->library = library;
    return members;
}

static void close_stream(struct wd_members *members)
{
    if (members->stream)
        members->library->close(members->stream);
    members->stream = NULL;
}

void wd_members_free(void *self)
{
    if (self)
        close_stream(self);
    free(self);
}

static enum wd_decoder_state ended(enum wd_end end, const char *why, enum wd_end *ret_end,
                                   const char **ret_why)
{
    *ret_end = end;
    *ret_why = why;
    return WD_DECODER_ENDED;
}

static void pass_zeros(struct wd_members *members, struct wd_decoder_io *io)
{
    if (!members->any || !members->library->padded)
        return;
    while (io->in_len > 0 && io->in[0] == 0) {
        io->in++;
        io->in_len--;
    }
}

/* What follows a complete stream is another one, or it is foreign. */
static bool begins(const struct wd_members *members, const struct wd_decoder_io *io)
{
    return !members->any || io->in[0] == (unsigned char)members->library->magic[0];
}

static enum wd_decoder_state failed(enum wd_member_step step, enum wd_end *ret_end,
                                    const char **ret_why)
{
    if (step == WD_MEMBER_NO_MEMORY)
        return WD_DECODER_NO_MEMORY;
    if (step == WD_MEMBER_LIMIT)
        return ended(WD_END_LIMIT, "needs more memory than is allowed", ret_end, ret_why);
    return ended(WD_END_CORRUPT, "the compressed data is damaged", ret_end, ret_why);
}

enum wd_decoder_state wd_members_run(void *self, struct wd_decoder_io *io, enum wd_end *ret_end,
                                     const char **ret_why)
{
    struct wd_members *members = self;

    while (io->out_room > 0) {
        size_t before = io->in_len + io->out_room;

        if (!members->stream) {
            pass_zeros(members, io);
            if (io->in_len == 0)
                break;
            if (!begins(members, io))
                return ended(WD_END_TRAILING, "bytes behind the compressed data", ret_end, ret_why);
            members->stream = members->library->open();
            if (!members->stream)
                return WD_DECODER_NO_MEMORY;
        }
        enum wd_member_step step = members->library->step(members->stream, io);
        if (step == WD_MEMBER_END) {
            members->any = true;
            close_stream(members);
        } else if (step != WD_MEMBER_MORE) {
            return failed(step, ret_end, ret_why);
        } else if (io->in_len + io->out_room == before) {
            break;
        }
    }
    if (io->last && io->in_len == 0 && (io->out_room > 0 || !members->stream))
        return members->stream
                   ? ended(WD_END_TRUNCATED, "the compressed data is cut off", ret_end, ret_why)
                   : ended(WD_END_CLEAN, NULL, ret_end, ret_why);
    return WD_DECODER_MORE;
}
