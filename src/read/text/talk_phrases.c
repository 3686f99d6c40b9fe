/* Phrases by which a line speaks of refusals and tells of none: of changelogs, help texts, tests, chats, in several
 * languages. Only lines that hold a word of refusal are asked. */
#include "read/text/lexicon.h"
#include "read/text/talk.h"

static const struct wd_word phrases[] = {
    {"_would be denied", WD_TALK_TALKS},
    {"_would be refused", WD_TALK_TALKS},
    {"_would be rejected", WD_TALK_TALKS},
    {"fault injection", WD_TALK_TALKS},
    {"_then succeeded", WD_TALK_TALKS},
    {"_would require_", WD_TALK_TALKS},
    {"list of required permissions", WD_TALK_TALKS},
    {"(dry run mode)_", WD_TALK_TALKS}, /* of a perimeter: nothing was refused */
    {"would grant_", WD_TALK_TALKS},
    {"no permission denied error", WD_TALK_TALKS},
    {"0 permission denied error", WD_TALK_TALKS},
    {"check passed:", WD_TALK_TALKS},
    {"insufficient memory", WD_TALK_TALKS},
    {"must match pattern", WD_TALK_TALKS},
    {"_0_denied", WD_TALK_TALKS},
    {"denied list", WD_TALK_TALKS},
    {"insufficient disk", WD_TALK_TALKS},
    {"check ok", WD_TALK_TALKS},
    {"retry policy\"",
     WD_TALK_TALKS}, /* not "Retry policy exhausted": the client of C++ gives up so */
    {"retry policy:", WD_TALK_TALKS},
    {"retry policy for_", WD_TALK_TALKS},
    {"retry policy retries", WD_TALK_TALKS},
    {"skipping test", WD_TALK_TALKS},
    {"_means that", WD_TALK_TALKS},
    {"response for preflight",
     WD_TALK_TALKS}, /* a browser's rule about pages, and nobody's right */
    {"response to preflight", WD_TALK_TALKS},
    {"answers that mean", WD_TALK_TALKS},
    {"_expected)", WD_TALK_TALKS},
    {"_in str(", WD_TALK_TALKS},
    {"_when a test", WD_TALK_TALKS},
    {"_is expected", WD_TALK_TALKS},
    {"must not be used",
     WD_TALK_TALKS}, /* of a status, in the definitions that every interface hands on */
    {"instead for those errors", WD_TALK_TALKS},
    {", for example_", WD_TALK_TALKS},
    {"expected refusal", WD_TALK_TALKS},
    {"expected denial", WD_TALK_TALKS},
    {"assert_", WD_TALK_ASSERTS},
    {"credentials that assert", WD_TALK_CREDENTIALS_ASSERT},
    {"assertequal", WD_TALK_TALKS},
    {"assertraises", WD_TALK_TALKS},
    {"pytest.raises", WD_TALK_TALKS},
    {"errors.is(", WD_TALK_TALKS},
    {"strings.contains(", WD_TALK_TALKS},
    {".includes('", WD_TALK_TALKS},
    {".includes(\"", WD_TALK_TALKS},
    {"catch (", WD_TALK_TALKS},
    {"_expects_", WD_TALK_WANTS},
    {"_expects the caller",
     WD_TALK_OF_CALLER}, /* what a service wants of whoever calls is no test's wish */
    {"_expects the account", WD_TALK_OF_CALLER},
    {"_expects the principal", WD_TALK_OF_CALLER},
    {"_expects the identity", WD_TALK_OF_CALLER},
    {"_expects the user", WD_TALK_OF_CALLER},
    {"_expects the service account", WD_TALK_OF_CALLER},
    {"_expects the service agent", WD_TALK_OF_CALLER},
    {"{{ $", WD_TALK_TALKS},
    {"{{ .", WD_TALK_TALKS},
    {"_if you see \"", WD_TALK_TALKS},
    {"_when you see \"", WD_TALK_TALKS},
    {"_if you get \"", WD_TALK_TALKS},
    {"_when you get \"", WD_TALK_TALKS},
    {"_if it says \"", WD_TALK_TALKS},
    {"_wrote: \"", WD_TALK_TALKS},
    {"why do i_", WD_TALK_TALKS},
    {"why does_", WD_TALK_TALKS},
    {"how do i_", WD_TALK_TALKS},
    {"how to fix_", WD_TALK_TALKS},
    {"will retry on", WD_TALK_TALKS},
    {"retries on", WD_TALK_TALKS},
    {"is reported for", WD_TALK_TALKS},
    {"is reported as", WD_TALK_TALKS},
    {"_now granted", WD_TALK_TALKS},
    {"previously denied", WD_TALK_TALKS},
    {"previously permission denied", WD_TALK_TALKS},
    {"denied resolved", WD_TALK_TALKS},
    {"denied is resolved", WD_TALK_TALKS},
    {"denied was resolved", WD_TALK_TALKS},
    {"permission granted after", WD_TALK_TALKS},
    {"access granted after", WD_TALK_TALKS},
    {"by cloud armor", WD_TALK_TALKS}, /* a firewall's decision about a visitor */
    {"denied by google cloud armor", WD_TALK_TALKS},
    {"blocked by google cloud armor", WD_TALK_TALKS},
    {"rejected by google cloud armor", WD_TALK_TALKS},
    {"forbidden by google cloud armor", WD_TALK_TALKS},
    {"403 by google cloud armor", WD_TALK_TALKS},
    {"denied_by_security_policy", WD_TALK_TALKS},
    {"cloud armor denied", WD_TALK_TALKS},
    {"security policy deny(", WD_TALK_TALKS},
    {"was denied until", WD_TALK_TALKS},
    {"no longer denied", WD_TALK_TALKS},
    {"permissions were fixed", WD_TALK_TALKS},
    {"permission was fixed", WD_TALK_TALKS},
    {"retry succeeded", WD_TALK_TALKS},
    {"retrying succeeded", WD_TALK_TALKS},
    {"succeeded on retry", WD_TALK_TALKS},
    {"none denied", WD_TALK_TALKS},
    {"nothing denied", WD_TALK_TALKS},
    {"want error", WD_TALK_TALKS},
    {"got expected error", WD_TALK_TALKS},
    {"got the expected error", WD_TALK_TALKS},
    {"was denied before", WD_TALK_TALKS},
    {"were denied before", WD_TALK_TALKS},
    {"denied permissions_=", WD_TALK_TALKS}, /* of a deny policy, in a plan of Terraform's */
    {"denied principals_=", WD_TALK_TALKS},
    {"internal", WD_TALK_OWN},
    {"unavailable", WD_TALK_OWN},
    {"exhausted", WD_TALK_OWN},
    {"deadline", WD_TALK_OWN},
    {"_i_", WD_TALK_SPEAKS},
    {"_i'", WD_TALK_SPEAKS},
    {"_my_", WD_TALK_SPEAKS},
    {"_docs_", WD_TALK_SPEAKS},
    {"_readme_", WD_TALK_SPEAKS},
    {"_documentation_", WD_TALK_SPEAKS},
    {"_solution:", WD_TALK_SOLVES},
    {"result: fail", WD_TALK_FAILS},
    {"\xe8\xa7\xa3\xe5\x86\xb3\xe6\x96\xb9\xe6\xb3\x95", WD_TALK_TALKS}, /* 解决方法 */
    {"\xe8\xa7\xa3\xe5\x86\xb3\xe6\x96\xb9\xe6\xa1\x88", WD_TALK_TALKS}, /* 解决方案 */
    {"... ok", WD_TALK_TALKS},
    {"no permission errors", WD_TALK_TALKS},
    {"nothing is missing", WD_TALK_TALKS},
    {"imported but unused", WD_TALK_TALKS},
    {"unused import", WD_TALK_TALKS},
    {"is declared but", WD_TALK_TALKS},
    {"is never read", WD_TALK_TALKS},
    {"mapping permission denied to_", WD_TALK_TALKS},
    {"mapping unauthenticated to_", WD_TALK_TALKS},
    {"-> http.status", WD_TALK_TALKS},
    {"no permission error_", WD_TALK_TALKS},
    {", none missing", WD_TALK_TALKS},
    {", nothing missing", WD_TALK_TALKS},
    {"moved to done", WD_TALK_TALKS},
    {"marked as done", WD_TALK_TALKS},
    {"requested permission to_", WD_TALK_TALKS},
    {"injecting permission denied", WD_TALK_TALKS},
    {"injecting unauthenticated", WD_TALK_TALKS},
    {"injecting 403", WD_TALK_TALKS},
    {"injected permission denied", WD_TALK_TALKS},
    {"injected 403", WD_TALK_TALKS},
    {"mock server", WD_TALK_TALKS},
    {"fake server", WD_TALK_TALKS},
    {"stub server", WD_TALK_TALKS},
    {"at 0.00%", WD_TALK_TALKS},
    {"at 0%", WD_TALK_TALKS},
    {"no longer swallow", WD_TALK_TALKS},
    {"non_retryable codes", WD_TALK_TALKS},
    {"not retry on_", WD_TALK_TALKS},
    {"http mapping:", WD_TALK_TALKS},
    {"notes: if you", WD_TALK_TALKS},
    {"exception mapper for_", WD_TALK_TALKS},
    {"error handler for_", WD_TALK_TALKS},

    {"\xe6\x97\xb6\xe4\xbc\x9a\xe8\xbf\x94\xe5\x9b\x9e", WD_TALK_TALKS}, /* 时会返回 */
    {"\xe6\x97\xb6\xe4\xbc\x9a\xe6\x8a\xa5", WD_TALK_TALKS},             /* 时会报 */
    {"\xe6\x97\xb6\xe4\xbc\x9a\xe6\x8f\x90\xe7\xa4\xba", WD_TALK_TALKS}, /* 时会提示 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe5\xbd\x93\xe5\x89\x8d", WD_TALK_TALKS}, /* 表示当前 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\x82\xa8", WD_TALK_TALKS},             /* 表示您 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\xb2\xa1\xe6\x9c\x89", WD_TALK_TALKS}, /* 表示没有 */
    {"\xe8\xa1\xa8\xe7\xa4\xba\xe6\x97\xa0", WD_TALK_TALKS},             /* 表示无 */
    {"\xe6\x80\x8e\xe4\xb9\x88\xe5\x8a\x9e", WD_TALK_ASKS},              /* 怎么办 */
    {"\xe5\xa6\x82\xe4\xbd\x95\xe8\xa7\xa3\xe5\x86\xb3", WD_TALK_ASKS},  /* 如何解决 */
    {"\xe5\xa6\x82\xe4\xbd\x95\xe5\xa4\x84\xe7\x90\x86", WD_TALK_ASKS},  /* 如何处理 */
    {"\xe6\x80\x8e\xe4\xb9\x88\xe8\xa7\xa3\xe5\x86\xb3", WD_TALK_ASKS},  /* 怎么解决 */
    {"\xe3\x80\x90\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3\xe3\x80\x91",
     WD_TALK_TALKS}, /* 【已解决】 */
    {"\xe3\x80\x90\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad\xe3\x80\x91",
     WD_TALK_TALKS},                                                     /* 【已关闭】 */
    {"\xe5\xb7\xa5\xe5\x8d\x95\xe5\x85\xb3\xe9\x97\xad", WD_TALK_TALKS}, /* 工单关闭 */
    {"\xe5\xb7\xa5\xe5\x8d\x95\xe5\xb7\xb2\xe5\x85\xb3\xe9\x97\xad",
     WD_TALK_TALKS}, /* 工单已关闭 */
    {"\xe5\xa4\x84\xe7\x90\x86\xe7\xbb\x93\xe6\x9e\x9c\xef\xbc\x9a",
     WD_TALK_TALKS},                                                      /* 处理结果： */
    {"\xe5\xa4\x84\xe7\x90\x86\xe7\xbb\x93\xe6\x9e\x9c:", WD_TALK_TALKS}, /* 处理结果: */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe6\x81\xa2\xe5\xa4\x8d",
     WD_TALK_TALKS}, /* 授权后恢复 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe6\xad\xa3\xe5\xb8\xb8",
     WD_TALK_TALKS}, /* 授权后正常 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\x90\x8e\xe9\x97\xae\xe9\xa2\x98\xe8\xa7\xa3\xe5\x86\xb3",
     WD_TALK_TALKS},                                                    /* 授权后问题解决 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe5\x86\x8d\xe6\x8a\xa5", WD_TALK_OVER}, /* 没有再报 */
    {"\xe6\xb2\xa1\xe5\x86\x8d\xe6\x8a\xa5", WD_TALK_OVER},             /* 没再报 */
    {"\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8a\xa5", WD_TALK_OVER},             /* 不再报 */
    {"\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8f\x90\xe7\xa4\xba", WD_TALK_OVER}, /* 不再提示 */
    {"\xe4\xbd\x86", WD_TALK_BUT},                                      /* 但 */
    {"**\xe9\x97\xae", WD_TALK_TALKS},                                  /* **问 */
    {"\xe8\xaf\xb7\xe9\x97\xae", WD_TALK_BEGS},                         /* 请问 */
    {"\xe6\xb1\x82\xe5\x8a\xa9", WD_TALK_BEGS},                         /* 求助 */
    {"\xe6\xb1\x82\xe8\xa7\xa3", WD_TALK_BEGS},                         /* 求解 */
    {"\xe5\xa4\xa7\xe4\xbd\xac", WD_TALK_BEGS},                         /* 大佬 */
};

_Static_assert(sizeof phrases / sizeof *phrases <= WD_SCREEN_MAX, "a screen is full");

void wd_talk_init(struct wd_screen *screen)
{
    wd_screen_init(screen, phrases, sizeof phrases / sizeof *phrases);
}
