// JSON to a tree, a walk over it, and back to text.
#include "module.h"
#include <cJSON.h>
#include <string.h>

static double total(const cJSON *item) {
    double sum = cJSON_IsNumber(item) ? item->valuedouble : 1;
    const cJSON *child;
    cJSON_ArrayForEach(child, item) sum += total(child);
    return sum;
}

uint32_t work(const unsigned char *input, size_t size) {
    cJSON *tree = cJSON_ParseWithLength((const char *)input, size);
    if (!tree) fail("cannot parse");
    double numbers = total(tree);
    char *text = cJSON_PrintUnformatted(tree);
    uint32_t sum = mix((uint32_t)(int64_t)numbers, text, strlen(text));
    cJSON_free(text);
    cJSON_Delete(tree);
    return sum;
}
