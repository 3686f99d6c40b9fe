/* The insides of streams.c (the table of streams, their facts) and joins.c (messages). */
#ifndef WHYDENIED_NORMALISE_STREAMS_INSIDE_H
#define WHYDENIED_NORMALISE_STREAMS_INSIDE_H

#include "normalise/facts.h"
#include "normalise/streams.h"

enum { KEPT_BODY = 16 * 1024 };

/* A message and what its first record said. */
struct wd_joined {
    struct wd_joined *next; /* in the queue of finished ones */
    const struct wd_joiner *joiner;
    struct wd_message message;
    struct wd_facts facts;
    struct wd_event head; /* scalars only: its slices died with the record */
    struct wd_record where;
    struct wd_buf body; /* the first record if it is small JSON: rules look at its fields */
};

struct wd_stream {
    uint64_t key; /* 0: unused */
    uint64_t touched;
    enum wd_dialect dialect;
    struct wd_joined *open;
    struct wd_facts context;
};

struct wd_streams {
    struct wd_stream stream[WD_STREAMS_MAX];
    struct wd_joined *first, **last; /* finished, in order */
    struct wd_joined *taken;         /* the one whose event is in use */
    uint64_t clock;
    unsigned open; /* streams with a message */
};

/* The stream of this record; NULL if it has none and none shall be made. */
struct wd_stream *wd_stream_of(struct wd_reading *r, bool make);
void wd_joined_free(struct wd_joined *joined);
/* To the queue of finished messages. */
void wd_stream_finish(struct wd_streams *streams, struct wd_stream *stream);

#endif
