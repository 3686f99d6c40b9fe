/* OSS calls and the RAM actions behind them. */
#ifndef WHYDENIED_READ_OSS_CALLS_H
#define WHYDENIED_READ_OSS_CALLS_H

#include "whydenied/base/str.h"

enum { WD_OSS_ACTIONS_MAX = 2 }; /* a copy reads one object and writes another */

/* The actions of an operation as logs and SDKs write it: "PutObject", "put_object_from_file", "ListObjectsV2",
 * "GetBucket". Returns how many; 0 if the operation is not known. The texts are static. */
size_t wd_oss_actions(struct wd_str operation, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX]);

/* The calls that running text names (a traceback, a command, a sentence about an upload). Returns 0 if it
 * names none, or several that need different actions: which of them was refused is then not known. */
size_t wd_oss_actions_in_text(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX]);
/* The same without sentences: only what is a call's name. */
size_t wd_oss_actions_named(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX]);

/* oss_request.c: "PUT https://B.oss-cn-hangzhou.aliyuncs.com/?lifecycle" asks for one of the bucket's settings, not for an
 * object. False: the text has no such request. *ret_count: 0 where the setting is not known. */
bool wd_oss_setting(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX],
                    size_t *ret_count);

/* "OSS\\OssClient->getObject('B', 'key')" in frames of PHP: B; of two, none. */
struct wd_str wd_oss_bucket_in_frames(struct wd_str text);

#endif
