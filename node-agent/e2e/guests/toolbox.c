// Many small commands in one program, as the images of a test bed need them. The name under which it is started says which
// it is (/bin/echo is a link to it); under its own name the first argument does.
//
//   cat [FILE…]        echo [-n] [WORD…]     env                   false, true          hostname
//   httpd, nginx       ls [-aA] [PATH…]      mkdir [-p] DIR…       netstat              pause, top (do nothing, for ever)
//   pgrep NAME         pwd                   rm FILE…              sh [-c SCRIPT]       sleep SECONDS|infinity
//   stat FILE…         sync                  test, [ … ]           touch FILE…
//
// sh reads commands from SCRIPT, or from standard input without a prompt. It knows lists (; && || and lines), !, while …; do
// …; done, if …; then …; else …; fi, quotes, NAME=VALUE, $NAME, $?, the redirections > >> 2>&1 and 2> of one command, cd, exit, and as
// commands those above: there is no other program to start.
//
// httpd and nginx answer 200 on every path, on all listening sockets that they were given, and log each request.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static FILE *out; // where the present command prints, which a redirection changes
static FILE *err;

static int complain(const char *command, const char *what) {
    fprintf(err, "%s: %s: %s\n", command, what, strerror(errno));
    return 1;
}

// ---- small commands; each returns its exit status ----

static int copy(int from, const char *name) {
    char block[16384];
    ssize_t length;
    while ((length = read(from, block, sizeof block)) > 0) {
        if (fwrite(block, 1, (size_t)length, out) != (size_t)length || fflush(out) != 0) {
            return complain("cat", "write error");
        }
    }
    return length < 0 ? complain("cat", name) : 0;
}

static int cat_command(int count, char **word) {
    int status = count == 1 ? copy(STDIN_FILENO, "standard input") : 0;
    for (int i = 1; i < count; i++) {
        int file = strcmp(word[i], "-") == 0 ? STDIN_FILENO : open(word[i], O_RDONLY);
        if (file < 0) {
            status = complain("cat", word[i]);
            continue;
        }
        status |= copy(file, word[i]);
        if (file != STDIN_FILENO) {
            close(file);
        }
    }
    return status;
}

static int echo_command(int count, char **word) {
    int first = count > 1 && strcmp(word[1], "-n") == 0 ? 2 : 1;
    for (int i = first; i < count; i++) {
        fprintf(out, "%s%s", i > first ? " " : "", word[i]);
    }
    if (first == 1) {
        fputc('\n', out);
    }
    return 0;
}

static int env_command(int count, char **word) {
    (void)count, (void)word;
    for (char **variable = environ; *variable != NULL; variable++) {
        fprintf(out, "%s\n", *variable);
    }
    return 0;
}

static int true_command(int count, char **word) {
    (void)count, (void)word;
    return 0;
}

static int false_command(int count, char **word) {
    (void)count, (void)word;
    return 1;
}

static int hostname_command(int count, char **word) {
    if (count > 1) {
        fprintf(err, "hostname: %s: it cannot be changed\n", word[1]);
        return 1;
    }
    char name[256] = "";
    FILE *file = fopen("/etc/hostname", "r");
    if (file != NULL) {
        char *line = fgets(name, sizeof name, file);
        name[line == NULL ? 0 : strcspn(name, "\n")] = '\0';
        fclose(file);
    }
    const char *variable = getenv("HOSTNAME");
    fprintf(out, "%s\n", name[0] != '\0' ? name : variable != NULL ? variable : "localhost");
    return 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list(const char *path, int hidden, int own) {
    DIR *directory = opendir(path);
    if (directory == NULL) {
        if (errno == ENOTDIR) {
            fprintf(out, "%s\n", path);
            return 0;
        }
        return complain("ls", path);
    }
    char **names = NULL;
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        const char *name = entry->d_name;
        int itself = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (name[0] != '.' || (itself ? own : hidden)) {
            names = realloc(names, (count + 1) * sizeof *names);
            names[count++] = strdup(name);
        }
    }
    closedir(directory);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s\n", names[i]);
        free(names[i]);
    }
    free(names);
    return 0;
}

static int ls_command(int count, char **word) {
    int hidden = 0, own = 0, status = 0, first = 1;
    for (; first < count && word[first][0] == '-' && word[first][1] != '\0'; first++) {
        own |= strchr(word[first], 'a') != NULL;
        hidden |= own || strchr(word[first], 'A') != NULL;
    }
    if (first == count) {
        return list(".", hidden, own);
    }
    for (int i = first; i < count; i++) {
        if (count - first > 1) {
            fprintf(out, "%s%s:\n", i > first ? "\n" : "", word[i]);
        }
        status |= list(word[i], hidden, own);
    }
    return status;
}

static int mkdir_command(int count, char **word) {
    int parents = count > 1 && strcmp(word[1], "-p") == 0, status = 0;
    for (int i = 1 + parents; i < count; i++) {
        for (char *slash = word[i]; parents && (slash = strchr(slash + 1, '/')) != NULL; *slash = '/') {
            *slash = '\0';
            mkdir(word[i], 0777);
        }
        if (mkdir(word[i], 0777) != 0 && !(parents && errno == EEXIST)) {
            status = complain("mkdir", word[i]);
        }
    }
    return status;
}

static int netstat_command(int count, char **word) {
    (void)count, (void)word;
    FILE *table = fopen("/proc/net/tcp", "r");
    if (table == NULL) {
        return complain("netstat", "/proc/net/tcp");
    }
    char line[256];
    unsigned address, port, state;
    fputs("Proto Local Address\n", out);
    while (fgets(line, sizeof line, table) != NULL) {
        if (sscanf(line, " %*d: %8x:%4x %*8x:%*4x %2x", &address, &port, &state) == 3 && state == 10) {
            fprintf(out, "tcp   %u.%u.%u.%u:%u\n", address & 255, address >> 8 & 255, address >> 16 & 255, address >> 24, port);
        }
    }
    fclose(table);
    return 0;
}

// Nobody can see another program, so there is never one of that name.
static int pgrep_command(int count, char **word) {
    (void)count, (void)word;
    return 1;
}

static int pause_command(int count, char **word) {
    (void)count, (void)word;
    for (;;) {
        sleep(3600);
    }
}

static int pwd_command(int count, char **word) {
    (void)count, (void)word;
    char path[4096];
    if (getcwd(path, sizeof path) == NULL) {
        return complain("pwd", "working directory");
    }
    fprintf(out, "%s\n", path);
    return 0;
}

static int rm_command(int count, char **word) {
    int status = 0;
    for (int i = 1; i < count; i++) {
        if (word[i][0] != '-' && unlink(word[i]) != 0) {
            status = complain("rm", word[i]);
        }
    }
    return status;
}

static int sleep_command(int count, char **word) {
    if (count == 2 && (strcmp(word[1], "infinity") == 0 || strcmp(word[1], "inf") == 0)) {
        return pause_command(count, word);
    }
    char *end = NULL;
    double seconds = count == 2 ? strtod(word[1], &end) : -1;
    if (!(seconds >= 0 && seconds < 1e9) || end == word[1] || *end != '\0') {
        fprintf(err, "sleep: give one number of seconds\n");
        return 1;
    }
    sleep((unsigned)seconds);
    usleep((useconds_t)((seconds - (unsigned)seconds) * 1e6));
    return 0;
}

static int stat_command(int count, char **word) {
    int status = 0;
    for (int i = 1; i < count; i++) {
        struct stat found;
        if (lstat(word[i], &found) != 0) {
            status = complain("stat", word[i]);
            continue;
        }
        const char *kind = S_ISDIR(found.st_mode)    ? "directory"
                           : S_ISREG(found.st_mode)  ? "file"
                           : S_ISLNK(found.st_mode)  ? "link"
                           : S_ISSOCK(found.st_mode) ? "socket"
                                                     : "other";
        fprintf(out, "%s %s %lld\n", word[i], kind, (long long)found.st_size);
    }
    return status;
}

static int test_command(int count, char **word) {
    if (strcmp(word[0], "[") == 0 && strcmp(word[--count], "]") != 0) {
        fprintf(err, "[: ] is missing\n");
        return 2;
    }
    int negative = count > 1 && strcmp(word[1], "!") == 0, holds = 0;
    char **operand = word + 1 + negative;
    struct stat found;
    switch (count - 1 - negative) {
        case 0:
            break;
        case 1:
            holds = operand[0][0] != '\0';
            break;
        case 2:
            if (strcmp(operand[0], "-n") == 0 || strcmp(operand[0], "-z") == 0) {
                holds = (operand[1][0] == '\0') == (operand[0][1] == 'z');
            } else if (strchr("efdsh", operand[0][1]) != NULL) {
                char kind = operand[0][1];
                holds = (kind == 'h' ? lstat : stat)(operand[1], &found) == 0
                        && (kind != 'f' || S_ISREG(found.st_mode)) && (kind != 'd' || S_ISDIR(found.st_mode))
                        && (kind != 'h' || S_ISLNK(found.st_mode)) && (kind != 's' || found.st_size > 0);
            }
            break;
        case 3: {
            int same = strcmp(operand[0], operand[2]) == 0;
            long difference = strtol(operand[0], NULL, 10) - strtol(operand[2], NULL, 10);
            const char *operator = operand[1];
            holds = strcmp(operator, "=") == 0    ? same
                    : strcmp(operator, "!=") == 0 ? !same
                    : strcmp(operator, "-eq") == 0 ? difference == 0
                    : strcmp(operator, "-ne") == 0 ? difference != 0
                    : strcmp(operator, "-lt") == 0 ? difference < 0
                    : strcmp(operator, "-gt") == 0 && difference > 0;
            break;
        }
        default:
            fprintf(err, "test: too many words\n");
            return 2;
    }
    return holds == negative;
}

static int touch_command(int count, char **word) {
    int status = 0;
    for (int i = 1; i < count; i++) {
        int file = open(word[i], O_WRONLY | O_CREAT, 0666);
        if (file < 0 || futimens(file, NULL) != 0) {
            status = complain("touch", word[i]);
        }
        if (file >= 0) {
            close(file);
        }
    }
    return status;
}

// ---- the web server ----

enum { MOST_SOCKETS = 512, REQUEST = 4096 };

struct client {
    int listens;
    size_t length;
    char *request; // what has come of it, NUL-terminated
};

static struct pollfd sockets[MOST_SOCKETS];
static struct client clients[MOST_SOCKETS];
static nfds_t socket_count;

static void add_socket(int fd, int listens) {
    sockets[socket_count] = (struct pollfd){.fd = fd, .events = POLLIN};
    clients[socket_count++] = (struct client){.listens = listens, .request = listens ? NULL : calloc(1, REQUEST + 1)};
}

static void remove_socket(nfds_t i) {
    close(sockets[i].fd);
    free(clients[i].request);
    socket_count--;
    sockets[i] = sockets[socket_count];
    clients[i] = clients[socket_count];
}

static void answer(const char *name, int fd, char *request) {
    char page[256], head[160];
    int length = snprintf(page, sizeof page, "<html><body><h1>Welcome to %s</h1></body></html>\n", name);
    int start = snprintf(head, sizeof head,
                         "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", length);
    int body = strncmp(request, "HEAD ", 5) != 0;
    send(fd, head, (size_t)start, 0);
    if (body) {
        send(fd, page, (size_t)length, 0);
    }
    shutdown(fd, SHUT_WR);
    request[strcspn(request, "\r\n")] = '\0';
    for (char *c = request; *c != '\0'; c++) {
        *c = *c < ' ' || *c == '"' || *c == 127 ? '?' : *c;
    }
    printf("%s: \"%s\" 200 %d\n", name, request, body ? length : 0);
    fflush(stdout);
}

// Reads on; says whether the connection is still of use.
static int hear(const char *name, nfds_t i) {
    struct client *client = &clients[i];
    ssize_t length = recv(sockets[i].fd, client->request + client->length, REQUEST - client->length, 0);
    if (length <= 0) {
        return length < 0 && errno == EAGAIN;
    }
    client->length += (size_t)length;
    client->request[client->length] = '\0';
    if (strstr(client->request, "\r\n\r\n") == NULL && strstr(client->request, "\n\n") == NULL) {
        return client->length < REQUEST;
    }
    answer(name, sockets[i].fd, client->request);
    return 0;
}

static int serve_command(int count, char **word) {
    const char *slash = strrchr(word[0], '/'), *name = slash == NULL ? word[0] : slash + 1;
    (void)count;
    struct stat status;
    for (int fd = 3; fstat(fd, &status) == 0; fd++) {
        if (S_ISSOCK(status.st_mode) && fcntl(fd, F_SETFL, O_NONBLOCK) == 0) {
            add_socket(fd, 1);
        }
    }
    printf("%s: started, listening on %d descriptors\n", name, (int)socket_count);
    fflush(stdout);
    if (socket_count == 0) {
        return pause_command(count, word);
    }
    for (;;) {
        if (poll(sockets, socket_count, -1) < 0) {
            return complain(name, "poll");
        }
        for (nfds_t i = socket_count; i-- > 0;) {
            if (sockets[i].revents == 0) {
                continue;
            }
            if (!clients[i].listens) {
                if (!hear(name, i)) {
                    remove_socket(i);
                }
                continue;
            }
            int fd = socket_count < MOST_SOCKETS ? accept4(sockets[i].fd, NULL, NULL, SOCK_NONBLOCK) : -1;
            if (fd >= 0) {
                add_socket(fd, 0);
            }
        }
    }
}

// ---- the shell ----

static int sh_command(int count, char **word);

static const struct {
    const char *name;
    int (*run)(int count, char **word);
} commands[] = {
    {"cat", cat_command},     {"echo", echo_command},   {"env", env_command},         {"false", false_command},
    {"hostname", hostname_command}, {"httpd", serve_command}, {"ls", ls_command},     {"mkdir", mkdir_command},
    {"netstat", netstat_command}, {"nginx", serve_command}, {"pause", pause_command}, {"pgrep", pgrep_command},
    {"pwd", pwd_command},     {"rm", rm_command},       {"sh", sh_command},           {"sleep", sleep_command},
    {"stat", stat_command},   {"sync", true_command},   {"test", test_command},       {"[", test_command},
    {"top", pause_command},   {"touch", touch_command}, {"true", true_command},       {":", true_command},
};

enum { MOST_WORDS = 256, MOST_TEXT = 8192 };

enum { WORD, OPERATOR, END };

static const char *rest;  // of the script
static int kind;          // of the present token
static int quoted;        // whether some of it was in quotes, so that it is no keyword
static char token[MOST_TEXT];
static int last_status;
static int failed; // a syntax error, which ends the script

static int run_command(int count, char **word);

static void append(size_t *length, const char *text, size_t size) {
    if (*length + size >= sizeof token) {
        failed = 1;
        return;
    }
    memcpy(token + *length, text, size);
    *length += size;
}

static void append_variable(size_t *length) {
    char name[64] = "", number[16];
    size_t size = 0;
    int braces = rest[1] == '{';
    rest += 1 + braces;
    if (*rest == '?') {
        snprintf(number, sizeof number, "%d", last_status);
        append(length, number, strlen(number));
        rest++;
    } else {
        while ((*rest == '_' || (*rest >= '0' && *rest <= '9') || (*rest >= 'A' && *rest <= 'Z')
                || (*rest >= 'a' && *rest <= 'z'))
               && size < sizeof name - 1) {
            name[size++] = *rest++;
        }
        const char *value = getenv(name);
        if (size == 0) {
            append(length, "$", 1);
        } else if (value != NULL) {
            append(length, value, strlen(value));
        }
    }
    rest += braces && *rest == '}';
}

static void append_quoted(size_t *length) {
    char quote = *rest++;
    while (*rest != quote) {
        if (*rest == '\0') {
            failed = 1;
            return;
        }
        if (quote == '"' && *rest == '$') {
            append_variable(length);
            continue;
        }
        if (quote == '"' && *rest == '\\' && rest[1] != '\0' && strchr("\"\\$`", rest[1]) != NULL) {
            rest++;
        }
        append(length, rest++, 1);
    }
    rest++;
}

// Reads the next token. Variables are replaced here, as parts of one word each.
static void next(void) {
    size_t length = 0;
    quoted = 0;
    rest += strspn(rest, " \t");
    if (*rest == '#') {
        rest += strcspn(rest, "\n");
    }
    kind = *rest == '\0' ? END : OPERATOR;
    if (strncmp(rest, "&&", 2) == 0 || strncmp(rest, "||", 2) == 0 || strncmp(rest, ">>", 2) == 0
        || strncmp(rest, "2>", 2) == 0) {
        size_t size = strncmp(rest, "2>&1", 4) == 0 ? 4 : 2;
        append(&length, rest, size);
        rest += size;
    } else if (*rest != '\0' && strchr(";\n>", *rest) != NULL) {
        append(&length, *rest == '\n' ? ";" : rest, 1);
        rest++;
    } else if (*rest != '\0') {
        kind = WORD;
        while (*rest != '\0' && strchr(" \t\n;&|>", *rest) == NULL && !failed) {
            if (*rest == '\'' || *rest == '"') {
                quoted = 1;
                append_quoted(&length);
            } else if (*rest == '$') {
                append_variable(&length);
            } else {
                rest += *rest == '\\' && rest[1] != '\0';
                append(&length, rest++, 1);
            }
        }
        if (length == 0 && !quoted && *rest != '\0' && strchr("&|", *rest) != NULL) {
            append(&length, rest++, 1); // neither pipes nor background: a syntax error where it stands
            kind = OPERATOR;
        }
    }
    token[length] = '\0';
    if (failed) {
        kind = END;
    }
}

static int is_operator(const char *text) {
    return kind == OPERATOR && strcmp(token, text) == 0;
}

static int is_keyword(const char *text) {
    return kind == WORD && !quoted && strcmp(token, text) == 0;
}

static int ends_list(void) {
    return kind == END || is_keyword("do") || is_keyword("done") || is_keyword("then") || is_keyword("else")
           || is_keyword("fi");
}

static void refuse(void) {
    if (!failed) {
        fprintf(err, "sh: syntax error at '%s'\n", kind == END ? "the end" : token);
    }
    failed = 1;
    last_status = 2;
    kind = END;
}

static void expect(const char *keyword) {
    if (is_keyword(keyword)) {
        next();
    } else {
        refuse();
    }
}

static void run_list(int active);

static FILE *redirect(FILE *stream, FILE *before, const char *mode) {
    if (stream != before) {
        fclose(stream);
    }
    FILE *file = kind == WORD ? fopen(token, mode) : NULL;
    if (file == NULL) {
        complain("sh", token);
    }
    next();
    return file;
}

static void run_simple(int active) {
    char *word[MOST_WORDS + 1];
    int count = 0, usable = 1;
    FILE *old_out = out, *old_err = err;
    while (kind == WORD || is_operator(">") || is_operator(">>") || is_operator("2>") || is_operator("2>&1")) {
        if (kind == WORD) {
            if (count == MOST_WORDS) {
                refuse();
                break;
            }
            word[count++] = strdup(token);
            next();
            continue;
        }
        int errors = token[0] == '2', adds = token[1] == '>', same = token[2] == '&';
        next();
        if (!active || !usable) {
            if (!same) {
                next();
            }
        } else if (errors && same) {
            err = out;
        } else if (errors) {
            err = redirect(err, err == out ? err : old_err, "w");
        } else {
            out = redirect(out, old_out, adds ? "a" : "w");
        }
        usable = out != NULL && err != NULL;
        out = out == NULL ? old_out : out;
        err = err == NULL ? old_err : err;
    }
    if (count == 0 && !failed) {
        refuse();
    } else if (active && !failed) {
        word[count] = NULL;
        last_status = usable ? run_command(count, word) : 1;
        fflush(out);
    }
    if (err != old_err && err != out) {
        fclose(err);
    }
    if (out != old_out) {
        fclose(out);
    }
    out = old_out;
    err = old_err;
    while (count > 0) {
        free(word[--count]);
    }
}

static void run_while(int active) {
    const char *start = rest;
    for (;;) {
        rest = start;
        next();
        run_list(active);
        int goes_on = active && last_status == 0 && !failed;
        expect("do");
        run_list(goes_on);
        if (!goes_on || failed) {
            break;
        }
    }
    expect("done");
    if (active && !failed) {
        last_status = 0;
    }
}

static void run_if(int active) {
    next();
    run_list(active);
    int holds = last_status == 0;
    expect("then");
    run_list(active && holds);
    if (is_keyword("else")) {
        next();
        run_list(active && !holds);
    } else if (active && !holds) {
        last_status = 0;
    }
    expect("fi");
}

static void run_one(int active) {
    if (is_keyword("!")) {
        next();
        run_one(active);
        if (active && !failed) {
            last_status = last_status == 0;
        }
    } else if (is_keyword("while")) {
        run_while(active);
    } else if (is_keyword("if")) {
        run_if(active);
    } else {
        run_simple(active);
    }
}

// Runs commands up to where a list ends, or only reads over them.
static void run_list(int active) {
    while (is_operator(";")) {
        next();
    }
    while (!ends_list()) {
        run_one(active);
        while (is_operator("&&") || is_operator("||")) {
            int runs = active && (token[0] == '&') == (last_status == 0);
            next();
            while (is_operator(";")) {
                next();
            }
            run_one(runs);
        }
        if (!is_operator(";") && !ends_list()) {
            refuse();
        }
        while (is_operator(";")) {
            next();
        }
    }
}

static int run_script(const char *script) {
    rest = script;
    failed = 0;
    next();
    run_list(1);
    if (kind != END || failed) {
        refuse();
    }
    return last_status;
}

static int sh_command(int count, char **word) {
    static int depth;
    if (depth++ > 0) {
        fprintf(err, "sh: a shell in a shell cannot be started\n");
        depth--;
        return 126;
    }
    if (count > 2 && strcmp(word[1], "-c") == 0) {
        return run_script(word[2]);
    }
    char line[MOST_TEXT];
    while (fgets(line, sizeof line, stdin) != NULL) {
        run_script(line);
    }
    return last_status;
}

static int run_command(int count, char **word) {
    const char *slash = strrchr(word[0], '/'), *name = slash == NULL ? word[0] : slash + 1;
    if (strcmp(word[0], "exit") == 0) {
        fflush(NULL);
        exit(count > 1 ? atoi(word[1]) : last_status);
    }
    if (strcmp(word[0], "cd") == 0) {
        return count > 1 && chdir(word[1]) != 0 ? complain("cd", word[1]) : 0;
    }
    char *equals = strchr(word[0], '=');
    if (equals != NULL && equals > word[0] && count == 1) {
        *equals = '\0';
        return setenv(word[0], equals + 1, 1) != 0;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return commands[i].run(count, word);
        }
    }
    fprintf(err, "sh: %s: not found\n", word[0]);
    return 127;
}

int main(int argc, char **argv) {
    out = stdout;
    err = stderr;
    const char *directory = getenv("PWD");
    if (directory != NULL) {
        chdir(directory);
    }
    const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
    const char *name = argc == 0 ? "" : slash == NULL ? argv[0] : slash + 1;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return run_command(argc, argv);
        }
    }
    if (argc < 2) {
        fputs("toolbox: say which command\n", stderr);
        return 2;
    }
    return run_command(argc - 1, argv + 1);
}
