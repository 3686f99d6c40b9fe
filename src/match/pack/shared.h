/* What the rules of a pack share: its header, and texts, fragments of expressions and references by name.
 *
 * `_shared.yaml` beside the rules:
 *     pack: gcp-iam
 *     schema: 1
 *     system: cloud_run
 *     texts: {check-scope: {en: "…", ja: "…"}}
 *     fragments: {project: '[a-z][a-z0-9-]{4,28}[a-z0-9]'}
 *     references: {iam: 'https://cloud.google.com/iam/docs'}
 * A rule says `{use: check-scope}` where a text stands, and {{project}} or {{iam}} inside an expression or a
 * reference. Names do not stand for names. */
#ifndef WHYDENIED_MATCH_PACK_SHARED_H
#define WHYDENIED_MATCH_PACK_SHARED_H

#include <jansson.h>

#include "whydenied/base/buf.h"

#define WD_PACK_SHARED_FILE "_shared.yaml"

struct wd_pack_shared {
    json_t *root; /* NULL: nothing is shared */
};

/* "en" and "ja" of a shared text, or NULL. */
const json_t *wd_pack_shared_text(const struct wd_pack_shared *shared, struct wd_str name);
/* The text with every {{name}} replaced from `kind` ("fragments", "references"). A name that is not there:
 * false, and it is in *ret_unknown. */
bool wd_pack_shared_expand(const struct wd_pack_shared *shared, const char *kind,
                           struct wd_str text, struct wd_buf *out, struct wd_str *ret_unknown);

#endif
