/* Two hashes: SHA-256 for names that live for ever, XXH3 for keys inside one result.
 *
 * Lengths and joins are hashed little end first, so that every machine agrees. */
#include "whydenied/base/digest.h"

#include <endian.h>
#include <xxhash.h>

#include "whydenied/base/char.h"

void wd_digest_init(struct wd_digest *digest)
{
    sha256_init(&digest->sha);
}

void wd_digest_field(struct wd_digest *digest, struct wd_str field)
{
    const uint64_t len = htole64(field.len);

    sha256_update(&digest->sha, sizeof len, (const uint8_t *)&len);
    if (field.len)
        sha256_update(&digest->sha, field.len, (const uint8_t *)field.ptr);
}

uint64_t wd_digest_finish(struct wd_digest *digest)
{
    uint8_t sum[sizeof(uint64_t)];
    uint64_t first = 0;

    sha256_digest(&digest->sha, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum;
         i++) /* big end first: the number reads like the digest's hex */
        first = first << 8 | sum[i];
    return first;
}

bool wd_is_digest(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_digit(s.ptr[i]) && (s.ptr[i] < 'a' || s.ptr[i] > 'f'))
            return false;
    return s.len == 16;
}

uint64_t wd_hash(struct wd_str s)
{
    return XXH3_64bits(s.len ? s.ptr : "", s.len);
}

uint64_t wd_hash_join(uint64_t a, uint64_t b)
{
    const uint64_t both[2] = {htole64(a), htole64(b)};

    return XXH3_64bits(both, sizeof both);
}
