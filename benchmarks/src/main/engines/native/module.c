// A real module for the machine: WARM-UP MEASURED CALLS FILE.
#include "../modules/module.h"
#include "measure.h"

static uint32_t call(void *name) { return work_on(name); }

int main(int argc, char **argv) {
    if (argc != 5) fail("usage: WARM-UP MEASURED CALLS FILE");
    return measure(argv + 1, call, argv[4]);
}
