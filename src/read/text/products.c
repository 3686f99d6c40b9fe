/* Products that a text names without the name of their cloud. Of Alibaba Cloud by the short names that people write into
 * Chinese sentences ("无权限访问 OSS 存储空间"): elsewhere such a word names nothing, RAM is memory, ACK an answer, PAI
 * anything. BigQuery by the form of its sentence. */
#include "read/text/lexicon.h"

#include "whydenied/base/char.h"

/* Not those that other clouds of the country have under the same name (ECS, VPC, RDS, KMS, IAM). */
static const char *const products[] = {
    "OSS",  "SLS",     "RAM",        "STS",        "ACK",       "ACR",        "ASK",
    "PAI",  "EAS",     "DSW",        "DLC",        "ECI",       "NAS",        "CPFS",
    "MNS",  "OTS",     "ODPS",       "MaxCompute", "DataWorks", "DashScope",  "Hologres",
    "RRSA", "ossfs",   "ossutil",    "Jindo",      "JindoSDK",  "JindoFS",    "ActionTrail",
    "FC",   "PolarDB", "Tablestore", "Logtail",    "Tair",      "AnalyticDB", "RBAC"};

/* Nobody else's by these names: 百炼, 灵积 (Model Studio), 函数计算 (Function Compute), 表格存储 (Tablestore). */
static const char *const chinese[] = {"\xe7\x99\xbe\xe7\x82\xbc", "\xe7\x81\xb5\xe7\xa7\xaf",
                                      "\xe5\x87\xbd\xe6\x95\xb0\xe8\xae\xa1\xe7\xae\x97",
                                      "\xe8\xa1\xa8\xe6\xa0\xbc\xe5\xad\x98\xe5\x82\xa8"};

/* 权 is in 权限, 授权 and 鉴权, 限 in those of other scripts, 拒 in 拒绝. */
static bool is_chinese_talk_of_rights(struct wd_str s)
{
    static const char *const marks[] = {"\xe6\x9d\x83", "\xe9\x99\x90", "\xe6\x8b\x92"};

    return WD_STR_ANY(wd_str_has, s, marks);
}

/* "Access Denied: Dataset acme-prod:sales: User does not have …": no client of BigQuery's need say whose sentence this is. */
static bool is_of_bigquery(struct wd_str s)
{
    static const char *const types[] = {
        "BI",       "Capacity", "Catalog",     "Connection",   "Data",  "Dataset",
        "External", "Job",      "Listing",     "Materialized", "Model", "Permission",
        "Project",  "Query",    "Reservation", "Routine",      "Row",   "Schema",
        "Search",   "Snapshot", "Table",       "Transfer",     "View",  "Assignment"};
    size_t at = wd_str_find(s, WD_STR("Access Denied: "));
    struct wd_str rest =
        at == WD_NPOS ? WD_STR_NONE : wd_str_from(s, at + strlen("Access Denied: "));

    return WD_STR_IN(wd_str_cut(&rest, ' '), types) &&
           (wd_str_has(rest, WD_STR(": User ")) || wd_str_has(rest, WD_STR(": Permission ")));
}

/* "The project P was disabled because its use … violated the terms": whose terms, nobody says. */
static bool is_of_taken_project(struct wd_str s)
{
    static const char *const ends[] = {" was disabled",  " has been disabled",  " is disabled",
                                       " was suspended", " has been suspended", " is suspended"};
    size_t at = wd_str_ifind(s, "project ");
    struct wd_str rest;
    size_t name;

    if (at == WD_NPOS)
        return false;
    rest = wd_str_from(s, at + strlen("project "));
    name = wd_str_find_char(rest, ' ');
    return name != WD_NPOS && name >= 4 &&
           WD_STR_ANY(wd_str_starts, wd_str_from(rest, name), ends) && wd_str_ihas(rest, "terms");
}

bool wd_text_says_whose(struct wd_str s)
{
    return is_of_bigquery(s) || is_of_taken_project(s);
}

bool wd_text_names_product(struct wd_str s)
{
    if (!is_chinese_talk_of_rights(s))
        return false;
    if (WD_STR_ANY(wd_str_has, s, chinese))
        return true;
    for (size_t at = 0, end; at < s.len; at = end + 1) {
        for (end = at; end < s.len && wd_is_alnum(s.ptr[end]);)
            end++;
        if (end - at >= 2 && WD_STR_IN(wd_str_sub(s, at, end - at), products))
            return true;
    }
    return false;
}

/* What the platforms alone say, whichever word of the machine's the client puts before it: "[Errno 13] X does not have
 * storage.objects.get access to gs://B/x". */
bool wd_text_is_platforms(struct wd_str s)
{
    static const char *const sentences[] = {".gserviceaccount.com does not have ",
                                            " access to the Google Cloud Storage ",
                                            "' denied on resource",
                                            " is forbidden: User \"",
                                            "You have no right to access this object",
                                            "The bucket you access does not belong to you"};

    return WD_STR_ANY(wd_str_has, s, sentences);
}
