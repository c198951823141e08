// What a process is told and what it answers: arguments, environment, exit status.
//
//   process STATUS [ARGUMENT...]  prints all arguments and the environment, ends with STATUS
//   process abort                 ends by abort(), which traps
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static void at_exit(void) {
    puts("atexit ran");
}

int main(int argc, char **argv) {
    atexit(at_exit);
    printf("%d arguments\n", argc);
    for (int i = 0; i < argc; i++) {
        printf("  [%d] %zu bytes: %s\n", i, strlen(argv[i]), argv[i]);
    }
    int variables = 0;
    while (environ != NULL && environ[variables] != NULL) {
        variables++;
    }
    printf("%d variables\n", variables);
    for (int i = 0; i < variables; i++) {
        printf("  %s\n", environ[i]);
    }
    const char *home = getenv("HOME");
    printf("HOME is %s\n", home == NULL ? "not set" : home);
    if (argc > 1 && strcmp(argv[1], "abort") == 0) {
        fflush(stdout);
        abort();
    }
    return argc > 1 ? atoi(argv[1]) : 0;
}
