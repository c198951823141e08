// Square matrices of doubles, the plain three loops: `work` rows and columns, at most 200.
#include "kernel.h"

enum { LIMIT = 200 };

static double a[LIMIT][LIMIT], b[LIMIT][LIMIT], c[LIMIT][LIMIT];

KERNEL(matmul) {
    u32 size = work < LIMIT ? work : LIMIT;
    for (u32 i = 0; i < size; i++)
        for (u32 j = 0; j < size; j++) {
            a[i][j] = (double)(i * j % 7) + 0.5;
            b[i][j] = (double)((i + j) % 5) - 1.25;
        }
    for (u32 i = 0; i < size; i++)
        for (u32 j = 0; j < size; j++) {
            double sum = 0;
            for (u32 k = 0; k < size; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    double trace = 0;
    for (u32 i = 0; i < size; i++) trace += c[i][i] + c[i][size - 1 - i];
    return (u32)(i32)trace;
}
