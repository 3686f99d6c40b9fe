/* What a phrase of talk says; see talk_phrases.c. Bits of one screen. */
#ifndef WHYDENIED_READ_TEXT_TALK_H
#define WHYDENIED_READ_TEXT_TALK_H

/* "assert status == 403" is source code; what "assert a principal" are credentials, in Google's own words. A page says what
 * the "Solution:" is; a check that failed, of the Ops Agent, what the "Failure:" is, too. */
enum {
    WD_TALK_TALKS = 1,
    WD_TALK_ASSERTS = 2,
    WD_TALK_CREDENTIALS_ASSERT = 4,
    WD_TALK_SOLVES = 8,
    WD_TALK_FAILS = 16,
    WD_TALK_ASKS = 32, /* how to mend it: the heading of a manual's answer, */
    WD_TALK_BEGS = 64, /* unless somebody begs for help with what he met */
    WD_TALK_OWN = 128, /* of a service's own fault, */
    WD_TALK_SPEAKS =
        256, /* of somebody, who speaks of himself: only then the rest of such a line is looked at */
    WD_TALK_OVER = 512,   /* it does not come any more, */
    WD_TALK_BUT = 1024,   /* unless the line goes on with what does */
    WD_TALK_WANTS = 2048, /* what a test wants, */
    WD_TALK_OF_CALLER = 4096
};

#endif
