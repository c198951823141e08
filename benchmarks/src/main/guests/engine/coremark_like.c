// What small controllers do all day, `work` times: a linked list is searched, turned round and sorted, small matrices are multiplied, a text of
// numbers is read by a state machine, and a CRC runs over all results. The kinds of work are those of EEMBC's CoreMark; the code is our own.
#include "kernel.h"

enum { ITEMS = 40, SIZE = 9, TEXT = 400, STATES = 8 };

typedef struct Item {
    struct Item *next;
    i16 value, rank;
} Item;

static Item items[ITEMS];
static i16 left[SIZE][SIZE], right[SIZE][SIZE];
static i32 product[SIZE][SIZE];
static u8 text[TEXT];

static u16 crc_byte(u8 byte, u16 crc) {
    for (u32 i = 0; i < 8; i++) {
        u16 carry = (crc ^ byte) & 1;
        crc >>= 1;
        byte >>= 1;
        if (carry) crc ^= 0xA001;
    }
    return crc;
}

static u16 crc_word(u32 word, u16 crc) {
    for (u32 i = 0; i < 4; i++) crc = crc_byte((u8)(word >> 8 * i), crc);
    return crc;
}

typedef i32 Order(const Item *a, const Item *b);

static i32 by_value(const Item *a, const Item *b) { return (a->value & 0xFF) - (b->value & 0xFF); }
static i32 by_rank(const Item *a, const Item *b) { return a->rank - b->rank; }

static Item *merge(Item *a, Item *b, Order *order) {
    Item head = {0}, *tail = &head;
    while (a && b) {
        Item **least = order(a, b) <= 0 ? &a : &b;
        tail = tail->next = *least;
        *least = (*least)->next;
    }
    tail->next = a ? a : b;
    return head.next;
}

static Item *sort(Item *list, u32 length, Order *order) {
    if (length < 2) {
        if (list) list->next = 0;
        return list;
    }
    Item *second = list;
    for (u32 i = 0; i < length / 2; i++) second = second->next;
    Item *b = sort(second, length - length / 2, order), *a = sort(list, length / 2, order);
    return merge(a, b, order);
}

static Item *reverse(Item *list) {
    Item *turned = 0;
    while (list) {
        Item *next = list->next;
        list->next = turned;
        turned = list;
        list = next;
    }
    return turned;
}

static const Item *find(const Item *list, i16 value) {
    while (list && (list->value & 0xFF) != value) list = list->next;
    return list;
}

static u16 lists(u32 seed, u16 crc) {
    for (u32 i = 0; i < ITEMS; i++) {
        items[i].next = i + 1 < ITEMS ? &items[i + 1] : 0;
        items[i].rank = (i16)i;
        items[i].value = (i16)(next_random(&seed) >> 16);
    }
    Item *list = items;
    for (i16 i = 0; i < 32; i++) {
        const Item *found = find(list, (i16)(i * 8));
        list = reverse(list);
        crc = crc_byte(found ? (u8)found->rank : 0xEE, crc);
    }
    list = sort(list, ITEMS, by_value);
    for (const Item *item = list; item; item = item->next) crc = crc_word((u32)item->value, crc);
    list = sort(list, ITEMS, by_rank);
    return crc_word((u32)list->value, crc);
}

static u16 matrices(i16 by, u16 crc) {
    for (u32 i = 0; i < SIZE; i++)
        for (u32 j = 0; j < SIZE; j++) {
            left[i][j] = (i16)(i * SIZE + j + (u32)by);
            right[i][j] = (i16)(left[i][j] * by);
        }
    for (u32 i = 0; i < SIZE; i++)
        for (u32 j = 0; j < SIZE; j++) {
            i32 sum = 0;
            for (u32 k = 0; k < SIZE; k++) {
                i32 term = left[i][k] * right[k][j];
                sum += (term >> 2 & 15) * (term >> 5 & 127) + (term >> 16);
            }
            product[i][j] = sum;
        }
    i32 total = 0, before = 0;
    for (u32 i = 0; i < SIZE; i++)
        for (u32 j = 0; j < SIZE; j++) {
            total += product[i][j] > before ? 10 : product[i][j];
            before = product[i][j];
        }
    return crc_word((u32)total, crc);
}

enum { START, SIGN, INTEGER, POINT, FRACTION, EXPONENT, POWER, WRONG };

static u32 step(u32 state, u8 c) {
    u32 digit = c >= '0' && c <= '9';
    switch (state) {
    case START: return digit ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? POINT : WRONG;
    case SIGN: return digit ? INTEGER : c == '.' ? POINT : WRONG;
    case INTEGER: return digit ? INTEGER : c == '.' ? POINT : c == 'e' ? EXPONENT : WRONG;
    case POINT:
    case FRACTION: return digit ? FRACTION : c == 'e' ? EXPONENT : WRONG;
    case EXPONENT: return digit || c == '+' || c == '-' ? POWER : WRONG;
    case POWER: return digit ? POWER : WRONG;
    default: return WRONG;
    }
}

static const char *const NUMBERS[8] = {"5012,", "1.25,", "-874,", "+122e5,", ".5e-3,", "7.x1,", "T0.3e,", "-110.700,"};

static void write_text(u32 seed) {
    u32 at = 0;
    while (at < TEXT) {
        const char *number = NUMBERS[next_random(&seed) >> 29];
        while (*number && at < TEXT) text[at++] = (u8)*number++;
    }
}

static u16 states(u32 seed, u16 crc) {
    u32 finals[STATES] = {0}, visits[STATES] = {0};
    write_text(seed);
    for (u32 pass = 0; pass < 2; pass++) {
        u32 state = START;
        for (u32 i = 0; i < TEXT; i++) {
            if (text[i] == ',') {
                finals[state]++;
                state = START;
            } else {
                state = step(state, text[i]);
                visits[state]++;
            }
        }
        for (u32 i = seed % 7; i < TEXT; i += 11)
            if (text[i] != ',') text[i] ^= (u8)(seed >> 8 & 7);
    }
    for (u32 i = 0; i < STATES; i++) crc = crc_word(visits[i], crc_word(finals[i], crc));
    return crc;
}

KERNEL(coremark_like) {
    u16 crc = 0;
    for (u32 i = 0; i < work; i++) {
        u32 seed = 0x66 + i % 4 * 0x3415 + crc;
        crc = lists(seed, crc);
        crc = matrices((i16)(1 + (seed & 15)), crc);
        crc = states(seed, crc);
    }
    return crc;
}
