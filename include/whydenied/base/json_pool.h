/* Memory for small values of jansson that come and go: a report makes and drops some seventy of them for every
 * problem, and the C library's allocator would be a quarter of its work.
 *
 * One pool a process, of fixed size. It is used between begin and end, by the thread that called begin, one thread at a
 * time; whatever is made outside, in other threads, larger, or when the pool is full, is malloc's. A value may outlive
 * `end`, and is then to be freed by the same thread. */
#ifndef WHYDENIED_BASE_JSON_POOL_H
#define WHYDENIED_BASE_JSON_POOL_H

#include <stddef.h>

void wd_json_pool_install(void); /* before any value and any thread is made */
void wd_json_pool_begin(void);   /* may nest */
void wd_json_pool_end(void);

/* jansson's allocator; for a JSON engine that has to put its own before it. */
void *wd_json_pool_alloc(size_t size);
void wd_json_pool_free(void *memory);

#endif
