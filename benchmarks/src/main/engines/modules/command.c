#include "module.h"

int main(int argc, char **argv) {
    if (argc != 3) fail("usage: NAME FILE REPEAT");
    uint32_t sum = 0;
    for (long left = atol(argv[2]); left > 0; left--) sum = work_on(argv[1]);
    printf("%u\n", sum);
    return 0;
}
