// All matches of some regular expressions in a log, by PCRE2's interpreter.
#define PCRE2_CODE_UNIT_WIDTH 8
#include "module.h"
#include <pcre2.h>

static const char *const PATTERNS[] = {
    "\\b(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\b",
    "[a-z]+\\.[a-z]+@[a-z]+\\.(?:org|net|example)",
    "^(\\d{4})-(\\d\\d)-(\\d\\d)T\\d\\d:\\d\\d:\\d\\d\\S* (?:WARN|ERROR)",
    "\"(GET|POST|PUT) (/[^ \"?]*)(\\?[^ \"]*)?\"",
    "(?i)time(?:d)? ?out|refus|den(?:y|ied)",
    "(\\w+) \\1",
};

static uint32_t matches(const char *pattern, const unsigned char *input, size_t size, uint32_t sum) {
    int error;
    PCRE2_SIZE at = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_MULTILINE, &error, &at, NULL);
    if (!code) fail("cannot compile a pattern");
    pcre2_match_data *match = pcre2_match_data_create_from_pattern(code, NULL);
    for (at = 0; at <= size && pcre2_match(code, input, size, at, 0, match, NULL) > 0;) {
        const PCRE2_SIZE *range = pcre2_get_ovector_pointer(match);
        sum = sum * 31 + (uint32_t)range[0] + (uint32_t)(range[1] - range[0]);
        at = range[1] > range[0] ? range[1] : range[1] + 1;
    }
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    return sum;
}

uint32_t work(const unsigned char *input, size_t size) {
    uint32_t sum = 0;
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) sum = matches(PATTERNS[i], input, size, sum);
    return sum;
}
