/* Two kinds of hash, for two jobs.
 *
 * wd_digest: SHA-256 over length-prefixed fields, for names that must mean the same thing for ever
 * (fingerprints). wd_hash: XXH3 with a fixed seed, for keys whose value shows in merged results and
 * so must be equal in every process (dedup keys, links, tie-breaks); in-memory maps that attackers
 * could aim at compare whole keys. */
#ifndef WHYDENIED_BASE_DIGEST_H
#define WHYDENIED_BASE_DIGEST_H

#include <stdint.h>

#include <nettle/sha2.h>

#include "whydenied/base/str.h"

struct wd_digest {
    struct sha256_ctx sha;
};

void wd_digest_init(struct wd_digest *digest);
void wd_digest_field(struct wd_digest *digest,
                     struct wd_str field);           /* its length, then its bytes */
uint64_t wd_digest_finish(struct wd_digest *digest); /* the first 64 bits */
bool wd_is_digest(struct wd_str s); /* those as text: 16 hexadecimal digits in small letters */

uint64_t wd_hash(struct wd_str s);
uint64_t wd_hash_join(uint64_t a, uint64_t b); /* order matters */

#endif
