/* Compressed streams one after the other, whatever the library: what xz.c and bzip2.c have in common. */
#ifndef WHYDENIED_INGEST_MEMBERS_H
#define WHYDENIED_INGEST_MEMBERS_H

#include "ingest/decoder.h"

enum wd_member_step {
    WD_MEMBER_MORE,
    WD_MEMBER_END, /* this stream is complete; another may follow */
    WD_MEMBER_CORRUPT,
    WD_MEMBER_LIMIT, /* it wants more memory than is allowed */
    WD_MEMBER_NO_MEMORY
};

struct wd_member_library {
    const char *magic;   /* how a stream begins */
    bool padded;         /* zeros may stand between two streams */
    void *(*open)(void); /* for one stream; NULL without memory */
    void (*close)(void *stream);
    enum wd_member_step (*step)(void *stream, struct wd_codec_io *io);
};

struct wd_members {
    const struct wd_member_library *library;
    void *stream; /* NULL between two */
    bool any;     /* one was complete */
    bool zeros;
};

void *wd_members_new(const struct wd_member_library *library);
void wd_members_free(void *self);
enum wd_codec_state wd_members_run(void *self, struct wd_codec_io *io, enum wd_end *ret_end,
                                   const char **ret_why);

#endif
