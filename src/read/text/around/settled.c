/* What people say of a refusal that is over, wanted or a mistake, in the languages that they keep notes in: on the lines
 * beside it, or behind it on its own. No service says any of it of its answer, and no grant is asked for. */
#include "read/text/around/around.h"

#include "whydenied/read.h"

enum { SETTLES = 1, NEAR = 3 };

static const struct wd_sign notes[] = {
    /* English: wanted */
    {"is by design", WD_SIGN_ANYWHERE, SETTLES},
    {"it is by design", WD_SIGN_END, SETTLES},
    {"must not be granted", WD_SIGN_ANYWHERE, SETTLES},
    {"should not be granted", WD_SIGN_ANYWHERE, SETTLES},
    {"not to be granted", WD_SIGN_ANYWHERE, SETTLES},
    {"will not be granted", WD_SIGN_ANYWHERE, SETTLES},
    {"won't be granted", WD_SIGN_ANYWHERE, SETTLES},
    {"don't grant", WD_SIGN_ANYWHERE, SETTLES},
    {"never grant", WD_SIGN_ANYWHERE, SETTLES},
    {"must not have access", WD_SIGN_ANYWHERE, SETTLES},
    {"should not have access", WD_SIGN_ANYWHERE, SETTLES},
    {"shouldn't have access", WD_SIGN_ANYWHERE, SETTLES},
    {"not supposed to have access", WD_SIGN_ANYWHERE, SETTLES},
    {"not meant to have access", WD_SIGN_ANYWHERE, SETTLES},
    {"working as intended", WD_SIGN_ANYWHERE, SETTLES},
    {"works as designed", WD_SIGN_ANYWHERE, SETTLES},
    {"negative access test", WD_SIGN_ANYWHERE, SETTLES},
    {"negative test", WD_SIGN_ANYWHERE, SETTLES},
    {"^ expected", WD_SIGN_START, SETTLES},
    {"won't fix", WD_SIGN_ANYWHERE, SETTLES},
    {"wontfix", WD_SIGN_ANYWHERE, SETTLES},
    {"wont fix", WD_SIGN_ANYWHERE, SETTLES},
    {"expected behaviour", WD_SIGN_ANYWHERE, SETTLES},
    {"expected behavior", WD_SIGN_ANYWHERE, SETTLES},
    {"access request was rejected", WD_SIGN_ANYWHERE, SETTLES},
    {"access request rejected", WD_SIGN_ANYWHERE, SETTLES},
    {"rejected by security", WD_SIGN_ANYWHERE, SETTLES},
    {"off on purpose", WD_SIGN_ANYWHERE, SETTLES},
    {"solved since", WD_SIGN_ANYWHERE, SETTLES},
    {"do not act on ", WD_SIGN_ANYWHERE, SETTLES},
    {"disabled on purpose", WD_SIGN_ANYWHERE, SETTLES},
    {"removed on purpose", WD_SIGN_ANYWHERE, SETTLES},
    {"revoked on purpose", WD_SIGN_ANYWHERE, SETTLES},
    {"intentionally disabled", WD_SIGN_ANYWHERE, SETTLES},
    {"deliberately disabled", WD_SIGN_ANYWHERE, SETTLES},
    {"deliberately switched off", WD_SIGN_ANYWHERE, SETTLES},
    {"...ignoring", WD_SIGN_START, SETTLES},
    {"expected denial", WD_SIGN_ANYWHERE, SETTLES},
    {"expected refusal", WD_SIGN_ANYWHERE, SETTLES},
    {"expected failure (", WD_SIGN_ANYWHERE, SETTLES},
    {"denied as expected", WD_SIGN_ANYWHERE, SETTLES},
    {"denied as designed", WD_SIGN_ANYWHERE, SETTLES},
    {"denied as intended", WD_SIGN_ANYWHERE, SETTLES},
    {"refused as expected", WD_SIGN_ANYWHERE, SETTLES},
    {"(this is fine)", WD_SIGN_ANYWHERE, SETTLES},
    {"this is intended", WD_SIGN_ANYWHERE, SETTLES},
    {"this is intentional", WD_SIGN_ANYWHERE, SETTLES},
    /* over */
    {"recovered after", WD_SIGN_ANYWHERE, SETTLES},
    {"restored on 2", WD_SIGN_ANYWHERE, SETTLES},
    {"access restored", WD_SIGN_ANYWHERE, SETTLES},
    {"access was restored", WD_SIGN_ANYWHERE, SETTLES},
    {"access has been restored", WD_SIGN_ANYWHERE, SETTLES},
    {"role restored", WD_SIGN_ANYWHERE, SETTLES},
    {"role was restored", WD_SIGN_ANYWHERE, SETTLES},
    {"granted on 2", WD_SIGN_ANYWHERE, SETTLES},
    {"fixed on 2", WD_SIGN_ANYWHERE, SETTLES},
    {"resolved on 2", WD_SIGN_ANYWHERE, SETTLES},
    {"closed on 2", WD_SIGN_ANYWHERE, SETTLES},
    {"resolved 20", WD_SIGN_ANYWHERE, SETTLES}, /* a date */
    {"[resolved]", WD_SIGN_START, SETTLES},
    {" years ago", WD_SIGN_END, SETTLES},
    {"status: done", WD_SIGN_START, SETTLES},
    {"status: closed", WD_SIGN_START, SETTLES},
    {"status: fixed", WD_SIGN_START, SETTLES},
    {"state: closed", WD_SIGN_START, SETTLES},
    {"state: done", WD_SIGN_START, SETTLES},
    {"(closed)", WD_SIGN_END, SETTLES},
    {"[closed]", WD_SIGN_ANYWHERE, SETTLES},
    {"(done)", WD_SIGN_END, SETTLES},
    {"(fixed)", WD_SIGN_END, SETTLES},
    {"fixed yesterday", WD_SIGN_ANYWHERE, SETTLES},
    {"fixed today", WD_SIGN_ANYWHERE, SETTLES},
    {"fixed last week", WD_SIGN_ANYWHERE, SETTLES},
    {"resolved yesterday", WD_SIGN_ANYWHERE, SETTLES},
    {"resolved today", WD_SIGN_ANYWHERE, SETTLES},
    {"resolved last week", WD_SIGN_ANYWHERE, SETTLES},
    {"granted yesterday", WD_SIGN_ANYWHERE, SETTLES},
    {"granted today", WD_SIGN_ANYWHERE, SETTLES},
    {"granted last week", WD_SIGN_ANYWHERE, SETTLES},
    {"was fixed by", WD_SIGN_ANYWHERE, SETTLES},
    {"been fixed by", WD_SIGN_ANYWHERE, SETTLES},
    {"been resolved by", WD_SIGN_ANYWHERE, SETTLES},
    {"was resolved by", WD_SIGN_ANYWHERE, SETTLES},
    {"closing the ticket", WD_SIGN_ANYWHERE, SETTLES},
    {"closing this ticket", WD_SIGN_ANYWHERE, SETTLES},
    {"closing the issue", WD_SIGN_ANYWHERE, SETTLES},
    {"closing this issue", WD_SIGN_ANYWHERE, SETTLES},
    {"already fixed", WD_SIGN_ANYWHERE, SETTLES},
    {"already resolved", WD_SIGN_ANYWHERE, SETTLES},
    {"already been fixed", WD_SIGN_ANYWHERE, SETTLES},
    {"already been granted", WD_SIGN_ANYWHERE, SETTLES},
    {"already been resolved", WD_SIGN_ANYWHERE, SETTLES},
    {"has since been", WD_SIGN_ANYWHERE, SETTLES},
    {"have since been", WD_SIGN_ANYWHERE, SETTLES},
    {"is fixed now", WD_SIGN_ANYWHERE, SETTLES},
    {"is resolved now", WD_SIGN_ANYWHERE, SETTLES},
    {"fixed it", WD_SIGN_ANYWHERE, SETTLES},
    {"all good now", WD_SIGN_ANYWHERE, SETTLES},
    {"is sorted", WD_SIGN_ANYWHERE, SETTLES},
    {"added the binding", WD_SIGN_ANYWHERE, SETTLES},
    {"added the role", WD_SIGN_ANYWHERE, SETTLES},
    {"added the missing", WD_SIGN_ANYWHERE, SETTLES},
    {"granted it", WD_SIGN_ANYWHERE, SETTLES},
    {":white_check_mark:", WD_SIGN_START, SETTLES},
    {"continuing anyway", WD_SIGN_ANYWHERE, SETTLES},
    {", continuing", WD_SIGN_END, SETTLES},
    {", continuing:", WD_SIGN_ANYWHERE, SETTLES},
    {"; continuing:", WD_SIGN_ANYWHERE, SETTLES},
    {"(optional), ", WD_SIGN_ANYWHERE, SETTLES},
    {"previously failed with", WD_SIGN_ANYWHERE, SETTLES},
    {"is now succeeded", WD_SIGN_ANYWHERE, SETTLES},
    /* of somebody who is gone */
    {"left the company", WD_SIGN_ANYWHERE, SETTLES},
    {"left the team", WD_SIGN_ANYWHERE, SETTLES},
    {"left the organization", WD_SIGN_ANYWHERE, SETTLES},
    {"no longer works", WD_SIGN_ANYWHERE, SETTLES},
    {"offboarded", WD_SIGN_ANYWHERE, SETTLES},
    {"can be closed", WD_SIGN_ANYWHERE, SETTLES},
    {"no longer an issue", WD_SIGN_ANYWHERE, SETTLES},
    {"no longer relevant", WD_SIGN_ANYWHERE, SETTLES},
    {"no longer reproduc", WD_SIGN_ANYWHERE, SETTLES},
    {"from the old run", WD_SIGN_ANYWHERE, SETTLES},
    {"from an old run", WD_SIGN_ANYWHERE, SETTLES},
    {"from the previous run", WD_SIGN_ANYWHERE, SETTLES},
    {"from a previous run", WD_SIGN_ANYWHERE, SETTLES},
    {"from an earlier run", WD_SIGN_ANYWHERE, SETTLES},
    {"from the earlier run", WD_SIGN_ANYWHERE, SETTLES},
    {"the above is from", WD_SIGN_ANYWHERE, SETTLES},
    {"error above is from", WD_SIGN_ANYWHERE, SETTLES},
    {"the current run uses", WD_SIGN_ANYWHERE, SETTLES},
    {"is outdated", WD_SIGN_ANYWHERE, SETTLES},
    /* wrong */
    {"typo in ", WD_SIGN_ANYWHERE, SETTLES},
    {"typo on my", WD_SIGN_ANYWHERE, SETTLES},
    {"oops", WD_SIGN_START, SETTLES},
    {"my bad", WD_SIGN_ANYWHERE, SETTLES},
    {"was the wrong ", WD_SIGN_ANYWHERE, SETTLES},
    {"wrong one, ", WD_SIGN_ANYWHERE, SETTLES},
    {"with that it works", WD_SIGN_ANYWHERE, SETTLES},
    {"please ignore", WD_SIGN_ANYWHERE, SETTLES},
    /* German */
    {"erledigt", WD_SIGN_ANYWHERE, SETTLES},
    {"behoben", WD_SIGN_ANYWHERE, SETTLES},
    {"gel\xc3\xb6st", WD_SIGN_ANYWHERE, SETTLES},    /* gelöst */
    {"hinf\xc3\xa4llig", WD_SIGN_ANYWHERE, SETTLES}, /* hinfällig */
    {"nicht freigeben", WD_SIGN_ANYWHERE, SETTLES},
    {"nicht erteilen", WD_SIGN_ANYWHERE, SETTLES},
    {"nicht vergeben", WD_SIGN_ANYWHERE, SETTLES},
    {"nicht berechtigen", WD_SIGN_ANYWHERE, SETTLES},
    {"keine rechte vergeben", WD_SIGN_ANYWHERE, SETTLES},
    {"so gewollt", WD_SIGN_ANYWHERE, SETTLES},
    {"ist gewollt", WD_SIGN_ANYWHERE, SETTLES},
    {"beabsichtigt", WD_SIGN_ANYWHERE, SETTLES},
    {"absichtlich", WD_SIGN_ANYWHERE, SETTLES},
    {"erwartetes verhalten", WD_SIGN_ANYWHERE, SETTLES},
    {"wie erwartet", WD_SIGN_ANYWHERE, SETTLES},
    {"inzwischen vergeben", WD_SIGN_ANYWHERE, SETTLES},
    {"wurde vergeben", WD_SIGN_ANYWHERE, SETTLES},
    {"bitte ignorieren", WD_SIGN_ANYWHERE, SETTLES},
    {"ignoriert werden", WD_SIGN_ANYWHERE, SETTLES},
    {"tippfehler", WD_SIGN_ANYWHERE, SETTLES},
    {"funktioniert jetzt", WD_SIGN_ANYWHERE, SETTLES},
    {"geht jetzt", WD_SIGN_ANYWHERE, SETTLES},
    {"geht wieder", WD_SIGN_ANYWHERE, SETTLES},
    {"l\xc3\xa4uft wieder", WD_SIGN_ANYWHERE, SETTLES}, /* läuft wieder */
    {"l\xc3\xa4uft jetzt", WD_SIGN_ANYWHERE, SETTLES},  /* läuft jetzt */
    {"war das falsche", WD_SIGN_ANYWHERE, SETTLES},
    {"war der falsche", WD_SIGN_ANYWHERE, SETTLES},
    /* French */
    {"r\xc3\xa9solu", WD_SIGN_ANYWHERE, SETTLES},                      /* résolu */
    {"c'est corrig\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES},               /* c'est corrigé */
    {"a \xc3\xa9t\xc3\xa9 corrig\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES}, /* a été corrigé */
    {"r\xc3\xa9gl\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES},                /* réglé */
    {"c'est voulu", WD_SIGN_ANYWHERE, SETTLES},
    {"volontaire", WD_SIGN_ANYWHERE, SETTLES},
    {"ne pas accorder", WD_SIGN_ANYWHERE, SETTLES},
    {"ne pas donner", WD_SIGN_ANYWHERE, SETTLES},
    {"ne doit pas avoir", WD_SIGN_ANYWHERE, SETTLES},
    {"comportement attendu", WD_SIGN_ANYWHERE, SETTLES},
    {"faute de frappe", WD_SIGN_ANYWHERE, SETTLES},
    {"erreur de ma part", WD_SIGN_ANYWHERE, SETTLES},
    {"fonctionne maintenant", WD_SIGN_ANYWHERE, SETTLES},
    {"\xc3\xa7"
     "a marche",
     WD_SIGN_ANYWHERE, SETTLES}, /* ça marche */
    {"marche maintenant", WD_SIGN_ANYWHERE, SETTLES},
    {"\xc3\xa0 ignorer", WD_SIGN_ANYWHERE, SETTLES},                   /* à ignorer */
    {"d\xc3\xa9j\xc3\xa0 accord\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES},  /* déjà accordé */
    {"a \xc3\xa9t\xc3\xa9 accord\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES}, /* a été accordé */
    {"ticket ferm\xc3\xa9", WD_SIGN_ANYWHERE, SETTLES},                /* ticket fermé */
    /* Spanish */
    {"resuelto", WD_SIGN_ANYWHERE, SETTLES},
    {"solucionado", WD_SIGN_ANYWHERE, SETTLES},
    {"arreglado", WD_SIGN_ANYWHERE, SETTLES},
    {"no conceder", WD_SIGN_ANYWHERE, SETTLES},
    {"no otorgar", WD_SIGN_ANYWHERE, SETTLES},
    {"no dar acceso", WD_SIGN_ANYWHERE, SETTLES},
    {"no debe tener", WD_SIGN_ANYWHERE, SETTLES},
    {"intencional", WD_SIGN_ANYWHERE, SETTLES},
    {"intencionado", WD_SIGN_ANYWHERE, SETTLES},
    {"a prop\xc3\xb3sito", WD_SIGN_ANYWHERE, SETTLES}, /* a propósito */
    {"comportamiento esperado", WD_SIGN_ANYWHERE, SETTLES},
    {"ya funciona", WD_SIGN_ANYWHERE, SETTLES},
    {"error tipogr\xc3\xa1"
     "fico",
     WD_SIGN_ANYWHERE, SETTLES}, /* error tipográfico */
    {"errata", WD_SIGN_ANYWHERE, SETTLES},
    {"se puede ignorar", WD_SIGN_ANYWHERE, SETTLES},
    {"ya concedido", WD_SIGN_ANYWHERE, SETTLES},
    {"ya se concedi\xc3\xb3", WD_SIGN_ANYWHERE, SETTLES}, /* ya se concedió */
    /* Portuguese */
    {"resolvido", WD_SIGN_ANYWHERE, SETTLES},
    {"corrigido", WD_SIGN_ANYWHERE, SETTLES},
    {"n\xc3\xa3o conceder", WD_SIGN_ANYWHERE, SETTLES}, /* não conceder */
    {"nao conceder", WD_SIGN_ANYWHERE, SETTLES},
    {"n\xc3\xa3o dar acesso", WD_SIGN_ANYWHERE, SETTLES}, /* não dar acesso */
    {"n\xc3\xa3o deve ter", WD_SIGN_ANYWHERE, SETTLES},   /* não deve ter */
    {"de prop\xc3\xb3sito", WD_SIGN_ANYWHERE, SETTLES},   /* de propósito */
    {"comportamento esperado", WD_SIGN_ANYWHERE, SETTLES},
    {"j\xc3\xa1 funciona", WD_SIGN_ANYWHERE, SETTLES},              /* já funciona */
    {"erro de digita\xc3\xa7\xc3\xa3o", WD_SIGN_ANYWHERE, SETTLES}, /* erro de digitação */
    {"pode ser ignorado", WD_SIGN_ANYWHERE, SETTLES},
    {"j\xc3\xa1 concedid", WD_SIGN_ANYWHERE, SETTLES}, /* já concedid */
    /* Chinese */
    {"\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3", WD_SIGN_ANYWHERE, SETTLES}, /* 已解决 */
    {"\xe5\xb7\xb2\xe4\xbf\xae\xe5\xa4\x8d", WD_SIGN_ANYWHERE, SETTLES}, /* 已修复 */
    {"\xe5\xb7\xb2\xe6\x81\xa2\xe5\xa4\x8d\xe6\xad\xa3\xe5\xb8\xb8", WD_SIGN_ANYWHERE,
     SETTLES}, /* 已恢复正常 */
    {"\xe5\xb7\xb2\xe8\xa1\xa5\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 已补授权 */
    {"\xe5\xb7\xb2\xe5\xae\x8c\xe6\x88\x90\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE,
     SETTLES}, /* 已完成授权 */
    {"\xe6\x8e\x88\xe6\x9d\x83\xe5\xb7\xb2\xe5\xae\x8c\xe6\x88\x90", WD_SIGN_ANYWHERE,
     SETTLES}, /* 授权已完成 */
    {"\xe8\xaf\xb7\xe5\x8b\xbf\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 请勿授权 */
    {"\xe4\xb8\x8d\xe8\xa6\x81\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 不要授权 */
    {"\xe6\x97\xa0\xe9\x9c\x80\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 无需授权 */
    {"\xe4\xb8\x8d\xe4\xba\x88\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 不予授权 */
    {"\xe7\xa6\x81\xe6\xad\xa2\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 禁止授权 */
    {"\xe4\xb8\x8d\xe5\xba\x94\xe6\x8e\x88\xe6\x9d\x83", WD_SIGN_ANYWHERE, SETTLES}, /* 不应授权 */
    {"\xe9\xa2\x84\xe6\x9c\x9f\xe8\xa1\x8c\xe4\xb8\xba", WD_SIGN_ANYWHERE, SETTLES}, /* 预期行为 */
    {"\xe7\xac\xa6\xe5\x90\x88\xe9\xa2\x84\xe6\x9c\x9f", WD_SIGN_ANYWHERE, SETTLES}, /* 符合预期 */
    {"\xe8\xae\xbe\xe8\xae\xa1\xe5\xa6\x82\xe6\xad\xa4", WD_SIGN_ANYWHERE, SETTLES}, /* 设计如此 */
    {"\xe6\x9c\x89\xe6\x84\x8f\xe4\xb8\xba\xe4\xb9\x8b", WD_SIGN_ANYWHERE, SETTLES}, /* 有意为之 */
    {"\xe8\xaf\xb7\xe5\xbf\xbd\xe7\x95\xa5", WD_SIGN_ANYWHERE, SETTLES},             /* 请忽略 */
    {"\xe5\x8f\xaf\xe5\xbf\xbd\xe7\x95\xa5", WD_SIGN_ANYWHERE, SETTLES},             /* 可忽略 */
    {"\xe5\x8f\xaf\xe4\xbb\xa5\xe5\xbf\xbd\xe7\x95\xa5", WD_SIGN_ANYWHERE, SETTLES}, /* 可以忽略 */
    {"\xe8\xaf\xaf\xe6\x8a\xa5", WD_SIGN_ANYWHERE, SETTLES},                         /* 误报 */
    {"\xe5\x86\x99\xe9\x94\x99\xe4\xba\x86", WD_SIGN_ANYWHERE, SETTLES},             /* 写错了 */
    {"\xe5\xa1\xab\xe9\x94\x99\xe4\xba\x86", WD_SIGN_ANYWHERE, SETTLES},             /* 填错了 */
    {"\xe7\xac\x94\xe8\xaf\xaf", WD_SIGN_ANYWHERE, SETTLES},                         /* 笔误 */
    {"\xe6\x97\xa0\xe9\x9c\x80\xe5\xa4\x84\xe7\x90\x86", WD_SIGN_ANYWHERE, SETTLES}, /* 无需处理 */
    {"\xe4\xb8\x8d\xe4\xba\x88\xe5\xa4\x84\xe7\x90\x86", WD_SIGN_ANYWHERE, SETTLES}, /* 不予处理 */
    {"\xe8\xab\x8b\xe5\x8b\xbf\xe6\x8e\x88\xe6\xac\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 請勿授權 */
    {"\xe4\xb8\x8d\xe8\xa6\x81\xe6\x8e\x88\xe6\xac\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 不要授權 */
    {"\xe5\xb7\xb2\xe4\xbf\xae\xe5\xbe\xa9", WD_SIGN_ANYWHERE, SETTLES},             /* 已修復 */
    {"\xe9\xa0\x90\xe6\x9c\x9f\xe8\xa1\x8c\xe7\x82\xba", WD_SIGN_ANYWHERE, SETTLES}, /* 預期行為 */
    {"\xe7\xac\xa6\xe5\x90\x88\xe9\xa0\x90\xe6\x9c\x9f", WD_SIGN_ANYWHERE, SETTLES}, /* 符合預期 */
    /* Japanese */
    {"\xe5\xaf\xbe\xe5\xbf\x9c\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 対応済 */
    {"\xe8\xa7\xa3\xe6\xb1\xba\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 解決済 */
    {"\xe8\xa7\xa3\xe6\xb1\xba\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES},                                                           /* 解決しました */
    {"\xe4\xbf\xae\xe6\xad\xa3\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 修正済 */
    {"\xe4\xbb\x98\xe4\xb8\x8e\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 付与済 */
    {"\xe4\xbb\x98\xe4\xb8\x8e\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES}, /* 付与しました */
    {"\xe5\xaf\xbe\xe5\xbf\x9c\xe4\xb8\x8d\xe8\xa6\x81", WD_SIGN_ANYWHERE, SETTLES}, /* 対応不要 */
    {"\xe5\xaf\xbe\xe5\xbf\x9c\xe3\x81\x97\xe3\x81\xaa\xe3\x81\x84", WD_SIGN_ANYWHERE,
     SETTLES}, /* 対応しない */
    {"\xe4\xbb\x98\xe4\xb8\x8e\xe3\x81\x97\xe3\x81\xaa\xe3\x81\x84", WD_SIGN_ANYWHERE,
     SETTLES}, /* 付与しない */
    {"\xe8\xa8\xb1\xe5\x8f\xaf\xe3\x81\x97\xe3\x81\xaa\xe3\x81\x84\xe3\x81\xa7", WD_SIGN_ANYWHERE,
     SETTLES}, /* 許可しないで */
    {"\xe6\xa8\xa9\xe9\x99\x90\xe3\x82\x92\xe4\xb8\x8e\xe3\x81\x88\xe3\x81\xaa\xe3\x81\x84",
     WD_SIGN_ANYWHERE, SETTLES}, /* 権限を与えない */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     SETTLES}, /* 想定どおり */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe9\x80\x9a\xe3\x82\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 想定通り */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe5\x86\x85", WD_SIGN_ANYWHERE, SETTLES},             /* 想定内 */
    {"\xe4\xbb\x95\xe6\xa7\x98\xe3\x81\xa7\xe3\x81\x99", WD_SIGN_ANYWHERE, SETTLES}, /* 仕様です */
    {"\xe4\xbb\x95\xe6\xa7\x98\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     SETTLES}, /* 仕様どおり */
    {"\xe4\xbb\x95\xe6\xa7\x98\xe9\x80\x9a\xe3\x82\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 仕様通り */
    {"\xe6\x84\x8f\xe5\x9b\xb3\xe7\x9a\x84", WD_SIGN_ANYWHERE, SETTLES},             /* 意図的 */
    {"\xe6\x84\x8f\xe5\x9b\xb3\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE, SETTLES}, /* 意図した */
    {"\xe6\x84\x8f\xe5\x9b\xb3\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     SETTLES}, /* 意図どおり */
    {"\xe6\x84\x8f\xe5\x9b\xb3\xe9\x80\x9a\xe3\x82\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 意図通り */
    {"\xe6\x9c\x9f\xe5\xbe\x85\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     SETTLES}, /* 期待どおり */
    {"\xe6\x9c\x9f\xe5\xbe\x85\xe9\x80\x9a\xe3\x82\x8a", WD_SIGN_ANYWHERE, SETTLES}, /* 期待通り */
    {"\xe7\x84\xa1\xe8\xa6\x96\xe3\x81\x97\xe3\x81\xa6\xe3\x81\x8f\xe3\x81\xa0\xe3\x81\x95\xe3\x81"
     "\x84",
     WD_SIGN_ANYWHERE, SETTLES}, /* 無視してください */
    {"\xe7\x84\xa1\xe8\xa6\x96\xe3\x81\x97\xe3\x81\xa6", WD_SIGN_ANYWHERE, SETTLES}, /* 無視して */
    {"\xe8\xaa\xa4\xe6\xa4\x9c\xe7\x9f\xa5", WD_SIGN_ANYWHERE, SETTLES},             /* 誤検知 */
    {"\xe8\xaa\xa4\xe5\xad\x97", WD_SIGN_ANYWHERE, SETTLES},                         /* 誤字 */
    {"\xe3\x82\xbf\xe3\x82\xa4\xe3\x83\x97\xe3\x83\x9f\xe3\x82\xb9", WD_SIGN_ANYWHERE,
     SETTLES}, /* タイプミス */
    {"\xe9\x96\x93\xe9\x81\x95\xe3\x81\x84\xe3\x81\xa7\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES}, /* 間違いでした */
    {"\xe9\x96\x93\xe9\x81\x95\xe3\x81\x88\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES},                                                           /* 間違えました */
    {"\xe5\xbe\xa9\xe6\x97\xa7\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 復旧済 */
    {"\xe5\xbe\xa9\xe6\x97\xa7\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES},                                                           /* 復旧しました */
    {"\xe8\xa7\xa3\xe6\xb6\x88\xe6\xb8\x88", WD_SIGN_ANYWHERE, SETTLES}, /* 解消済 */
    {"\xe8\xa7\xa3\xe6\xb6\x88\xe3\x81\x97\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f", WD_SIGN_ANYWHERE,
     SETTLES}, /* 解消しました */
    {"\xe3\x82\xaf\xe3\x83\xad\xe3\x83\xbc\xe3\x82\xba\xe6\xb8\x88", WD_SIGN_ANYWHERE,
     SETTLES}, /* クローズ済 */
};

bool wd_text_settles(struct wd_str note)
{
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        struct wd_str sign = wd_str_of(notes[i].text), part = note;
        if (notes[i].place == WD_SIGN_END && note.len >= sign.len)
            part = wd_str_from(note, note.len - sign.len);
        if (notes[i].place == WD_SIGN_ANYWHERE ? wd_str_ihas(note, notes[i].text)
                                               : wd_str_istarts(part, sign))
            return true;
    }
    return false;
}

void wd_settled_signs(struct wd_signs *signs)
{
    WD_SIGNS_PUT(signs, WD_SIGNS_NOTE, notes);
}

static bool settles(const struct wd_around *around, const struct wd_nearby *line)
{
    return wd_signs_in(around, WD_SIGNS_NOTE, line->signs) != 0;
}

/* "> the refusal", and below it a sentence of people: a mail or a comment that answers. Gradle sets its causes so, and goes
 * on with a list. */
static bool is_answered(const struct wd_around *around)
{
    enum { SENTENCE_MIN = 12 };
    struct wd_str below = around->after_count > 0 ? around->after[0].text : WD_STR_NONE;
    char last = below.len > 0 ? below.ptr[below.len - 1] : '\0';

    return wd_str_starts(around->printed.text, WD_STR("> ")) && below.len >= SENTENCE_MIN &&
           wd_is_upper(below.ptr[0]) && !wd_is_upper(below.ptr[1]) && wd_char_in(last, ".?!") &&
           wd_str_find_char(below, ' ') != WD_NPOS;
}

bool wd_around_is_settled(const struct wd_around *around)
{
    if (settles(around, &around->printed) || is_answered(around))
        return true;
    for (size_t i = 0; i < NEAR; i++)
        if ((i < around->before_count && settles(around, &around->before[i])) ||
            (i < around->after_count && settles(around, &around->after[i])))
            return true;
    return false;
}
