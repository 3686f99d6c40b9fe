/* Shared by the Alibaba Cloud dialects: which error codes refuse, AccessDeniedDetail in its
 * encodings, and the action behind a service and an API name. */
#ifndef WHYDENIED_READ_ALIBABA_H
#define WHYDENIED_READ_ALIBABA_H

#include "read/reading.h"

/* Words of a record that refuses by its code which tell another reason than a missing permission: a text for rules. */
void wd_alibaba_reason(struct wd_reading *r, struct wd_str code, struct wd_str message);
/* Every word of it is one that any refusal has, or a name: what is missing is the call's own action. */
bool wd_alibaba_says_no_more(const struct wd_event *event, struct wd_str message);
/* By code and message: denial, candidate (a rule may know better) or other. */
enum wd_kind wd_alibaba_kind(struct wd_reading *r, struct wd_str code, struct wd_str message);
/* A code that refuses, or whose neighbourhood is access. */
bool wd_alibaba_code_is_about_access(struct wd_str code);
/* "OperationForbidden.QuotaNotEnough": a limit, whatever the first word says. */
bool wd_alibaba_code_is_limit(struct wd_str code);
/* "Forbidden.InstanceNotFound": what was asked for is not there, whatever the first word says. Of a role that is said
 * by rules. */
bool wd_alibaba_code_is_absence(struct wd_str code);
/* "OperationDenied" with words of a lock, a stock or a state. */
bool wd_alibaba_denies_otherwise(struct wd_str code, struct wd_str message);
/* A line with the status 403 whose code tells of something else, as ECS answers. */
bool wd_alibaba_answers_otherwise(struct wd_str line);
/* The same of an SDK's block, a member a line: all of its codes do. */
bool wd_alibaba_block_answers_otherwise(struct wd_str text);
/* AccessDeniedDetail as a JSON object; absent is fine. */
void wd_denied_detail_read(struct wd_reading *r, struct wd_jv detail);
/* The same inside running text: JSON, XML elements, a printed Go map. */
void wd_denied_detail_in_text(struct wd_reading *r, struct wd_str text);
/* The bucket in a host of OSS. */
void wd_read_oss_host(struct wd_reading *r, struct wd_str host);
/* Permission from ACTION, else from service and method, if none is known. */
void wd_alibaba_action(struct wd_reading *r);
/* CreateDisk, DescribeVServerGroupAttribute: letters, and more than one part. */
bool wd_alibaba_is_api(struct wd_str s);
/* The same, where an answer's body names the product's host and the client's words before it, the API that was called. */
void wd_alibaba_called(struct wd_reading *r, struct wd_str words);
/* "pai.aliyuncs.com is not authorized to …": whom the message of an event refuses is not who the event says called. */
bool wd_trail_refuses_another(const struct wd_reading *r, struct wd_str message);
struct wd_str wd_arena_lower(struct wd_arena *arena, struct wd_str s);

#endif
