/* Streams: what has to be remembered from line to line of one input. */
#ifndef WHYDENIED_NORMALISE_STREAMS_H
#define WHYDENIED_NORMALISE_STREAMS_H

#include "normalise/reading.h"

struct wd_streams *wd_streams_new(void);
void wd_streams_free(struct wd_streams *streams);
void wd_streams_clear(struct wd_streams *streams);
int wd_streams_take(struct wd_streams *streams, struct wd_event *ret_event,
                    struct wd_record *ret_where);
void wd_streams_end_all(struct wd_streams *streams);

#endif
