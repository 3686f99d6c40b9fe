/* Vendors' own projects, which logs of anybody name: no grant there is the reader's to make. And their troubleshooters' pages. */
#ifndef WHYDENIED_VOCABULARY_VENDOR_H
#define WHYDENIED_VOCABULARY_VENDOR_H

#include "whydenied/base/str.h"

/* A project of Google's that holds images for everybody: nobody else grants or creates there. */
bool wd_vendor_holds_images_in(struct wd_str project);
/* A project of public data, of Google's or another's: its tables are read, and nobody else grants there. */
bool wd_vendor_holds_data_in(struct wd_str project);
/* A bucket that Google keeps, for a project (a build's default logs) or for everybody (public data, samples), where nobody
 * else binds; in a name or a path. */
bool wd_vendor_keeps_bucket(struct wd_str name);
/* A project of W&B's whose accounts sign uploads to buckets of its customers. */
bool wd_vendor_signs_in(struct wd_str project);
/* An API of Google's whose service has ended: nobody can enable it any more. *ret_next: what took its place; empty: none. */
bool wd_vendor_ended(struct wd_str api, struct wd_str *ret_next);
/* The link in a text to a vendor's troubleshooter, with the scheme or (as the console's dialog writes it) without; empty: none.
 * Nothing else is such a link: a log is anybody's text. */
struct wd_str wd_vendor_troubleshooter(struct wd_str text);

#endif
