/* Members that say how long they are (bgzip: RFC 1952 with an extra field "BC", SAMv1 section 4.1), several at once.
 *
 * Either whole members are inflated as they say they are, with their checks right, or nothing has happened and gzip.c reads
 * on byte by byte: damage is told alike, whoever helps. How far one call goes depends on input and room alone. */
#ifndef WHYDENIED_INGEST_BGZIP_H
#define WHYDENIED_INGEST_BGZIP_H

#include "ingest/decoder.h"

struct wd_bgzip;

/* With so many threads beside the caller's, which start when there is something to do; NULL without memory. */
struct wd_bgzip *wd_bgzip_new(unsigned helpers);
void wd_bgzip_free(struct wd_bgzip *bgzip); /* accepts NULL */

/* At the start of a member: how many were inflated, the caller's share with `own`. 0 and io->enough: the next one has no
 * room behind what is there. */
size_t wd_bgzip_run(struct wd_bgzip *bgzip, struct wd_inflate *own, struct wd_decoder_io *io);
/* Whether the last call inflated any, right or not: then `own` is as one of them has left it. */
bool wd_bgzip_tried(const struct wd_bgzip *bgzip);

#endif
