// Compression and decompression by zlib at its default level.
#include "module.h"
#include <string.h>
#include <zlib.h>

uint32_t work(const unsigned char *input, size_t size) {
    uLongf packed = compressBound(size), plain = size;
    unsigned char *small = malloc(packed), *back = malloc(size);
    if (!small || !back) fail("no memory");
    if (compress(small, &packed, input, size) != Z_OK) fail("cannot compress");
    if (uncompress(back, &plain, small, packed) != Z_OK || plain != size || memcmp(back, input, size)) fail("cannot decompress");
    uint32_t sum = mix(2166136261u, small, packed);
    free(small);
    free(back);
    return sum;
}
