/* OSS: the RAM action of a call, however an SDK, a log or a sentence writes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/read/oss_calls.h"

static const char *first(const char *operation)
{
    struct wd_str actions[WD_OSS_ACTIONS_MAX];

    return wd_oss_actions(wd_str_of(operation), actions) ? actions[0].ptr : "";
}

static const char *in_text(const char *text)
{
    struct wd_str actions[WD_OSS_ACTIONS_MAX];

    return wd_oss_actions_in_text(wd_str_of(text), actions) ? actions[0].ptr : "";
}

static void every_spelling_of_a_call_is_one(void **state)
{
    (void)state;
    assert_string_equal(first("PutObject"), "oss:PutObject");
    assert_string_equal(first("put_object_from_file"), "oss:PutObject");
    assert_string_equal(first("putObject"), "oss:PutObject");
    assert_string_equal(first("ListObjectsV2"), "oss:ListObjects");
    assert_string_equal(first("list_objects_v2"), "oss:ListObjects");
    assert_string_equal(first("GetBucket"), "oss:ListObjects");
    assert_string_equal(first("HeadObject"), "oss:GetObject");
    assert_string_equal(first("UploadPart"), "oss:PutObject");
    assert_string_equal(first("GetBucketInfo"), "oss:GetBucketInfo");
    assert_string_equal(first("FrobnicateObject"), "");
}

static void a_copy_takes_two_actions(void **state)
{
    struct wd_str actions[WD_OSS_ACTIONS_MAX];

    (void)state;
    assert_int_equal(wd_oss_actions(WD_STR("CopyObject"), actions), 2);
    assert_string_equal(actions[1].ptr, "oss:PutObject");
}

static void a_text_tells_its_call_by_stack_command_or_sentence(void **state)
{
    (void)state;
    assert_string_equal(in_text("  bucket.get_object_to_file('a', 'b')"), "oss:GetObject");
    assert_string_equal(in_text("at com.aliyun.oss.OSSClient.deleteObject(OSSClient.java:1)"),
                        "oss:DeleteObject");
    assert_string_equal(in_text("operation error InitiateMultipartUpload: denied"),
                        "oss:PutObject");
    assert_string_equal(in_text("Error: upload a.pt to oss://acme-ckpt/a.pt failed"),
                        "oss:PutObject");
    assert_string_equal(in_text("failed to download oss://acme-ckpt/a.pt"), "oss:GetObject");
    assert_string_equal(in_text("access denied to oss://acme-ckpt"), "");
}

static void calls_that_need_different_actions_tell_none(void **state)
{
    (void)state;
    assert_string_equal(in_text("list_objects(...) then put_object(...)"), "");
    assert_string_equal(in_text("downloaded a, then uploading b to oss://acme"), "");
    assert_string_equal(in_text("get_object(...) in head_object(...)"), "oss:GetObject");
}

static const char *setting(const char *text)
{
    struct wd_str actions[WD_OSS_ACTIONS_MAX];
    size_t count;

    if (!wd_oss_setting(wd_str_of(text), actions, &count))
        return "none";
    return count > 0 ? actions[0].ptr : "";
}

static void a_setting_stands_behind_the_question_mark(void **state)
{
    (void)state;
    assert_string_equal(setting("PUT https://b.oss-cn-x.aliyuncs.com/?lifecycle."),
                        "oss:PutBucketLifecycle");
    assert_string_equal(setting("GET \"https://b.oss-cn-x.aliyuncs.com/k?acl\""),
                        "oss:GetObjectAcl");
    assert_string_equal(setting("GET https://b.oss-cn-x.aliyuncs.com/?bucketInfo"),
                        "oss:GetBucketInfo");
    assert_string_equal(setting("POST https://b.oss-cn-x.aliyuncs.com/?delete&x=1"),
                        "oss:DeleteObject");
    assert_string_equal(setting("PUT https://b.oss-cn-x.aliyuncs.com/?frobnicate"), "");
    assert_string_equal(setting("GET https://b.oss-cn-x.aliyuncs.com/?list-type=2&prefix=a"),
                        "none");
    assert_string_equal(setting("PUT https://example.com/?acl"), "none");
    assert_string_equal(setting("PUT"), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_a_call_is_one),
        cmocka_unit_test(a_copy_takes_two_actions),
        cmocka_unit_test(a_text_tells_its_call_by_stack_command_or_sentence),
        cmocka_unit_test(calls_that_need_different_actions_tell_none),
        cmocka_unit_test(a_setting_stands_behind_the_question_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
