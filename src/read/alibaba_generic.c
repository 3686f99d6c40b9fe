/* A refusal that says no more than that: "You are not authorized to do this action.", 您没有权限执行该操作. A word that is not
 * on this list names something else, a workspace, a quota, a network, another party, and then nobody can tell that
 * the call's own action is missing: a list of what is trusted, since what is not has no end. Names are no words. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"

static const char *const words[] = {
    /* clang-format off */
    "a", "access", "account", "accounts", "action", "actions", "administrator", "administrators",
    "allow", "allowed", "an", "and", "any", "api", "are", "authenticated", "authorisation",
    "authorise", "authorised", "authority", "authorization", "authorize", "authorized", "be",
    "been", "by", "call", "caller", "calling", "can", "cannot", "check", "client", "code",
    "contact", "could", "current", "currently", "data", "denied", "deny", "detail", "details",
    "did", "do", "document", "documentation", "does", "doesn't", "don't", "enough", "error",
    "exception", "execute", "failed", "for", "forbidden", "found", "get", "grant", "granted", "has",
    "have", "help", "host", "http", "id", "identity", "in", "information", "insufficient",
    "interface", "invoke", "is", "it", "its", "lack", "lacks", "learn", "maybe", "trust", "message", "method",
    "missing", "more", "must", "my", "need", "needed", "needs", "no", "not", "of", "on", "operate",
    "operating", "operation", "operations", "operator", "or", "our", "owner", "perform",
    "performed", "performing", "permission", "permissions", "permitted", "please", "policies",
    "primary", "principal", "privilege", "privileges", "product", "ram", "refer", "refused",
    "rejected", "request", "requested", "requests", "required", "requires", "resource", "resources",
    "response", "right", "rights", "role", "see", "service", "should", "specified", "status", "sts",
    "sub", "subaccount", "sufficient", "system", "support", "supported", "supports", "that", "the", "them", "then", "this", "to", "try",
    "unauthorized", "user", "username", "users", "visit", "was", "with", "yet", "you", "your",
    /* clang-format on */
};

/* The longer ones first. */
static const char *const hanzi[] = {
    /* clang-format off */
    "\xe3\x82\xa2\xe3\x82\xab\xe3\x82\xa6\xe3\x83\xb3\xe3\x83\x88", /* アカウント */
    "\xe3\x82\xa2\xe3\x82\xaf\xe3\x82\xb7\xe3\x83\xa7\xe3\x83\xb3", /* アクション */
    "\xe3\x83\xaa\xe3\x82\xaf\xe3\x82\xa8\xe3\x82\xb9\xe3\x83\x88", /* リクエスト */
    "\xe5\x95\x8f\xe3\x81\x84\xe5\x90\x88\xe3\x82\x8f\xe3\x81\x9b", /* 問い合わせ */
    "\xe3\x81\xa6\xe3\x81\x8f\xe3\x81\xa0\xe3\x81\x95\xe3\x81\x84", /* てください */
    "\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6\xe3\x83\xbc", /* ユーザー */
    "\xe3\x83\xaa\xe3\x82\xbd\xe3\x83\xbc\xe3\x82\xb9", /* リソース */
    "\xe3\x82\xa2\xe3\x82\xaf\xe3\x82\xbb\xe3\x82\xb9", /* アクセス */
    "\xe3\x81\x8f\xe3\x81\xa0\xe3\x81\x95\xe3\x81\x84", /* ください */
    "\xe7\xae\xa1\xe7\x90\x86\xe5\x91\x98", /* 管理员 */
    "\xe7\xae\xa1\xe7\x90\x86\xe5\x93\xa1", /* 管理員 */
    "\xe4\xb8\xbb\xe8\xb4\xa6\xe5\x8f\xb7", /* 主账号 */
    "\xe4\xb8\xbb\xe5\xb8\xb3\xe8\x99\x9f", /* 主帳號 */
    "\xe5\xad\x90\xe8\xb4\xa6\xe5\x8f\xb7", /* 子账号 */
    "\xe5\xad\x90\xe8\xb4\xa6\xe6\x88\xb7", /* 子账户 */
    "\xe5\xad\x90\xe5\xb8\xb3\xe8\x99\x9f", /* 子帳號 */
    "\xe4\xb8\x8d\xe5\x85\x81\xe8\xae\xb8", /* 不允许 */
    "\xe4\xb8\x8d\xe6\x94\xaf\xe6\x8c\x81", /* 不支持 */
    "\xe6\x8e\xa7\xe5\x88\xb6\xe5\x8f\xb0", /* 控制台 */
    "\xe3\x81\x82\xe3\x81\xaa\xe3\x81\x9f", /* あなた */
    "\xe3\x83\xad\xe3\x83\xbc\xe3\x83\xab", /* ロール */
    "\xe7\xae\xa1\xe7\x90\x86\xe8\x80\x85", /* 管理者 */
    "\xe7\x94\xa8\xe6\x88\xb7", /* 用户 */
    "\xe7\x94\xa8\xe6\x88\xb6", /* 用戶 */
    "\xe5\xbd\x93\xe5\x89\x8d", /* 当前 */
    "\xe7\x95\xb6\xe5\x89\x8d", /* 當前 */
    "\xe8\xbf\x99\xe4\xb8\xaa", /* 这个 */
    "\xe6\xb2\xa1\xe6\x9c\x89", /* 没有 */
    "\xe6\xb2\x92\xe6\x9c\x89", /* 沒有 */
    "\xe6\x97\xa0\xe6\x9d\x83", /* 无权 */
    "\xe7\x84\xa1\xe6\xac\x8a", /* 無權 */
    "\xe6\x9d\x83\xe9\x99\x90", /* 权限 */
    "\xe6\xac\x8a\xe9\x99\x90", /* 權限 */
    "\xe6\x89\xa7\xe8\xa1\x8c", /* 执行 */
    "\xe5\x9f\xb7\xe8\xa1\x8c", /* 執行 */
    "\xe8\xbf\x9b\xe8\xa1\x8c", /* 进行 */
    "\xe9\x80\xb2\xe8\xa1\x8c", /* 進行 */
    "\xe6\x93\x8d\xe4\xbd\x9c", /* 操作 */
    "\xe8\xae\xbf\xe9\x97\xae", /* 访问 */
    "\xe8\xa8\xaa\xe5\x95\x8f", /* 訪問 */
    "\xe5\xad\x98\xe5\x8f\x96", /* 存取 */
    "\xe8\xb5\x84\xe6\xba\x90", /* 资源 */
    "\xe8\xb3\x87\xe6\xba\x90", /* 資源 */
    "\xe8\x81\x94\xe7\xb3\xbb", /* 联系 */
    "\xe8\x81\xaf\xe7\xb5\xa1", /* 聯絡 */
    "\xe6\x8e\x88\xe6\x9d\x83", /* 授权 */
    "\xe6\x8e\x88\xe6\xac\x8a", /* 授權 */
    "\xe8\xb4\xa6\xe5\x8f\xb7", /* 账号 */
    "\xe5\xb8\xb3\xe8\x99\x9f", /* 帳號 */
    "\xe8\xb4\xa6\xe6\x88\xb7", /* 账户 */
    "\xe8\xa7\x92\xe8\x89\xb2", /* 角色 */
    "\xe6\x8b\x92\xe7\xbb\x9d", /* 拒绝 */
    "\xe6\x8b\x92\xe7\xb5\x95", /* 拒絕 */
    "\xe7\xa6\x81\xe6\xad\xa2", /* 禁止 */
    "\xe6\x8c\x87\xe5\xae\x9a", /* 指定 */
    "\xe8\xaf\xb7\xe6\xb1\x82", /* 请求 */
    "\xe8\xab\x8b\xe6\xb1\x82", /* 請求 */
    "\xe8\xb0\x83\xe7\x94\xa8", /* 调用 */
    "\xe5\x91\xbc\xe5\x8f\xab", /* 呼叫 */
    "\xe6\x8e\xa5\xe5\x8f\xa3", /* 接口 */
    "\xe5\x8a\xa8\xe4\xbd\x9c", /* 动作 */
    "\xe5\x8b\x95\xe4\xbd\x9c", /* 動作 */
    "\xe7\x9b\xb8\xe5\xba\x94", /* 相应 */
    "\xe7\x9b\xb8\xe9\x97\x9c", /* 相關 */
    "\xe7\x9b\xb8\xe5\x85\xb3", /* 相关 */
    "\xe6\x89\x80\xe9\x9c\x80", /* 所需 */
    "\xe9\x9c\x80\xe8\xa6\x81", /* 需要 */
    "\xe8\xb6\xb3\xe5\xa4\x9f", /* 足够 */
    "\xe8\xb6\xb3\xe5\xa4\xa0", /* 足夠 */
    "\xe4\xb8\x8d\xe8\xb6\xb3", /* 不足 */
    "\xe7\xbc\xba\xe5\xb0\x91", /* 缺少 */
    "\xe7\xbc\xba\xe4\xb9\x8f", /* 缺乏 */
    "\xe9\x87\x8d\xe8\xaf\x95", /* 重试 */
    "\xe5\x85\xb7\xe6\x9c\x89", /* 具有 */
    "\xe5\x85\xb7\xe5\xa4\x87", /* 具备 */
    "\xe6\x8b\xa5\xe6\x9c\x89", /* 拥有 */
    "\xe5\xa4\xb1\xe8\xb4\xa5", /* 失败 */
    "\xe5\xa4\xb1\xe6\x95\x97", /* 失敗 */
    "\xe9\x94\x99\xe8\xaf\xaf", /* 错误 */
    "\xe9\x8c\xaf\xe8\xaa\xa4", /* 錯誤 */
    "\xe8\xba\xab\xe4\xbb\xbd", /* 身份 */
    "\xe6\xa3\x80\xe6\x9f\xa5", /* 检查 */
    "\xe6\xaa\xa2\xe6\x9f\xa5", /* 檢查 */
    "\xe6\x98\xaf\xe5\x90\xa6", /* 是否 */
    "\xe6\x9c\x8d\xe5\x8a\xa1", /* 服务 */
    "\xe8\x8e\xb7\xe5\x8f\x96", /* 获取 */
    "\xe3\x81\x93\xe3\x81\xae", /* この */
    "\xe3\x81\x9d\xe3\x81\xae", /* その */
    "\xe6\xa8\xa9\xe9\x99\x90", /* 権限 */
    "\xe8\xa8\xb1\xe5\x8f\xaf", /* 許可 */
    "\xe6\x89\xbf\xe8\xaa\x8d", /* 承認 */
    "\xe5\xae\x9f\xe8\xa1\x8c", /* 実行 */
    "\xe6\x8b\x92\xe5\x90\xa6", /* 拒否 */
    "\xe5\xbf\x85\xe8\xa6\x81", /* 必要 */
    "\xe9\x80\xa3\xe7\xb5\xa1", /* 連絡 */
    "\xe3\x81\x99\xe3\x82\x8b", /* する */
    "\xe3\x81\x95\xe3\x82\x8c", /* され */
    "\xe3\x81\x9b\xe3\x82\x93", /* せん */
    "\xe6\x82\xa8", /* 您 */
    "\xe4\xbd\xa0", /* 你 */
    "\xe6\x88\x91", /* 我 */
    "\xe8\xaf\xa5", /* 该 */
    "\xe8\xa9\xb2", /* 該 */
    "\xe6\xad\xa4", /* 此 */
    "\xe8\xbf\x99", /* 这 */
    "\xe7\x9a\x84", /* 的 */
    "\xe6\x97\xa0", /* 无 */
    "\xe7\x84\xa1", /* 無 */
    "\xe8\xaf\xb7", /* 请 */
    "\xe8\xab\x8b", /* 請 */
    "\xe6\x9c\xaa", /* 未 */
    "\xe8\xa2\xab", /* 被 */
    "\xe5\xaf\xb9", /* 对 */
    "\xe5\xb0\x8d", /* 對 */
    "\xe6\x88\x96", /* 或 */
    "\xe5\x92\x8c", /* 和 */
    "\xe5\x9c\xa8", /* 在 */
    "\xe4\xbb\xa5", /* 以 */
    "\xe4\xb8\xba", /* 为 */
    "\xe7\x82\xba", /* 為 */
    "\xe7\xbb\x99", /* 给 */
    "\xe7\xb5\xa6", /* 給 */
    "\xe5\x90\x8e", /* 后 */
    "\xe5\xbe\x8c", /* 後 */
    "\xe5\x86\x8d", /* 再 */
    "\xe6\x9c\x89", /* 有 */
    "\xe4\xb8\x8d", /* 不 */
    "\xe5\xb7\xb2", /* 已 */
    "\xe8\xbf\x9b", /* 进 */
    "\xe3\x80\x82", /* 。 */
    "\xef\xbc\x8c", /* ， */
    "\xef\xbc\x9a", /* ： */
    "\xef\xbc\x9b", /* ； */
    "\xe3\x80\x81", /* 、 */
    "\xef\xbc\x88", /* （ */
    "\xef\xbc\x89", /* ） */
    "\xef\xbc\x81", /* ！ */
    "\xe2\x80\x9c", /* “ */
    "\xe2\x80\x9d", /* ” */
    "\xe3\x80\x8c", /* 「 */
    "\xe3\x80\x8d", /* 」 */
    "\xe3\x80\x90", /* 【 */
    "\xe3\x80\x91", /* 】 */
    "\xe3\x81\x95", /* さ */
    "\xe3\x82\x8c", /* れ */
    "\xe3\x81\xa6", /* て */
    "\xe3\x81\x84", /* い */
    "\xe3\x82\x8b", /* る */
    "\xe3\x81\xbe", /* ま */
    "\xe3\x81\x99", /* す */
    "\xe3\x82\x93", /* ん */
    "\xe3\x81\x8c", /* が */
    "\xe3\x82\x92", /* を */
    "\xe3\x81\xab", /* に */
    "\xe3\x81\xaf", /* は */
    "\xe3\x81\xae", /* の */
    "\xe3\x81\xb8", /* へ */
    "\xe3\x81\xa7", /* で */
    "\xe3\x81\xa8", /* と */
    "\xe3\x81\x97", /* し */
    "\xe3\x82\x82", /* も */
    "\xe3\x81\xaa", /* な */
    "\xe3\x81\x82", /* あ */
    "\xe3\x82\x8a", /* り */
    "\xe3\x81\x9f", /* た */
    /* clang-format on */
};

/* "acs:oss:*:*:acme-archive/x", "oss:RestoreObject", "https://…", "AccessDenied", "i-1": a name's words tell no reason. */
static bool is_name(struct wd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (wd_char_in(word.ptr[i], ":/_-*=.@") ||
            (i > 0 && wd_is_lower(word.ptr[i - 1]) && wd_is_upper(word.ptr[i])))
            return true;
    return false;
}

static bool is_number(struct wd_str word)
{
    size_t digits = 0;

    while (digits < word.len && wd_is_digit(word.ptr[digits]))
        digits++;
    return digits == word.len;
}

/* The caller, its session, the account; a word of the call: "to create job" of CreateJob. */
static bool is_of_event(const struct wd_event *event, struct wd_str word)
{
    static const enum wd_slot whose[] = {WD_SLOT_PRINCIPAL, WD_SLOT_CALLER, WD_SLOT_ROLE,
                                         WD_SLOT_ACCOUNT};
    char text[24];

    for (size_t i = 0; i < sizeof whose / sizeof *whose; i++)
        if (wd_str_ieq(wd_last_part(event->slot[whose[i]], '/'), word))
            return true;
    if (word.len < 3 || word.len >= sizeof text)
        return false;
    wd_str_copy(text, word);
    text[word.len] = 0;
    return wd_str_ihas(event->slot[WD_SLOT_METHOD], text);
}

/* Buckets have lists of their own, and rules that know their sentences. */
static bool is_of_oss(const struct wd_event *event, struct wd_str word)
{
    static const char *const things[] = {"bucket", "object", "acl", "read", "write", "because"};

    return event->system == WD_SYSTEM_ALIBABA_OSS && WD_STR_IIN(word, things);
}

static bool is_trusted(const struct wd_event *event, struct wd_str word, struct wd_str before)
{
    if (word.len == 0 || is_name(word) || is_number(word) || WD_STR_IIN(word, words))
        return true;
    return is_of_event(event, word) || is_of_oss(event, word) ||
           wd_str_ieq(before, WD_STR("user")) || wd_str_ieq(before, WD_STR("id"));
}

/* How many bytes of it are one of the words that have no spaces between them; 0: none. */
static size_t hanzi_at(struct wd_str rest)
{
    for (size_t i = 0; i < sizeof hanzi / sizeof *hanzi; i++)
        if (wd_str_starts(rest, wd_str_of(hanzi[i])))
            return strlen(hanzi[i]);
    return 0;
}

static struct wd_str ascii_word(struct wd_str rest)
{
    size_t len = 0;

    while (len < rest.len && (unsigned char)rest.ptr[len] > ' ' &&
           (unsigned char)rest.ptr[len] < 0x80)
        len++;
    return wd_str_sub(rest, 0, len);
}

static struct wd_str bare(struct wd_str word)
{
    word = wd_str_trim_left_of(word, "([\"'`");
    while (word.len > 0 && wd_char_in(word.ptr[word.len - 1], ".,;:!?)]\"'`"))
        word.len--;
    return word;
}

bool wd_alibaba_says_no_more(const struct wd_event *event, struct wd_str message)
{
    struct wd_str rest = message, before = WD_STR_NONE;

    while (rest.len > 0 && rest.ptr[0] != '{') { /* a detail is read elsewhere */
        size_t len = (unsigned char)rest.ptr[0] >= 0x80 ? hanzi_at(rest) : 1;
        struct wd_str word = ascii_word(rest);
        if (len == 0)
            return false;
        if (word.len > 0) {
            len = word.len;
            word = bare(word);
            if (!is_trusted(event, word, before))
                return false;
            before = word;
        }
        rest = wd_str_from(rest, len);
    }
    return true;
}
