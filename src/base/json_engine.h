/* What a JSON library has to offer to stand behind whydenied/base/json.h. Exactly one backend is linked;
 * json.c builds the rest of the view (pointers, loose integers, mending) on top of these. */
#ifndef WHYDENIED_BASE_JSON_ENGINE_H
#define WHYDENIED_BASE_JSON_ENGINE_H

#include "whydenied/base/json.h"

struct wd_json_engine;

struct wd_json_engine *wd_json_engine_new(void); /* NULL without memory */
void wd_json_engine_free(struct wd_json_engine *engine);
enum wd_json_fault wd_json_engine_parse(struct wd_json_engine *engine, struct wd_str text,
                                        struct wd_jv *ret_root);

/* Of the last parse: an object looked into may name a member twice. */
bool wd_json_engine_twice(const struct wd_json_engine *engine);

/* Values of the engine's own trees; json_view.c asks these or the shapes. */
enum wd_json_type wd_tree_type(struct wd_jv v);
struct wd_jv wd_tree_member(struct wd_jv object, struct wd_str name);
struct wd_jv wd_tree_element(struct wd_jv array, size_t index); /* absent if it is no array */
bool wd_tree_str(struct wd_jv v, struct wd_str *ret_s);
int64_t wd_tree_integer(struct wd_jv integer); /* of a WD_JSON_INTEGER */
double wd_tree_real(struct wd_jv real);        /* of a WD_JSON_REAL */
bool wd_tree_bool(struct wd_jv boolean);       /* of a WD_JSON_BOOL */
struct wd_jiter wd_tree_iter(struct wd_jv container);
bool wd_tree_next(struct wd_jiter *it);
/* The same of any value (json_view.c). */
struct wd_jv wd_jv_element(struct wd_jv array, size_t index);
int64_t wd_jv_raw_integer(struct wd_jv integer);
double wd_jv_raw_real(struct wd_jv real);
bool wd_jv_raw_bool(struct wd_jv boolean);
const char *wd_json_engine_name(void);

#endif
