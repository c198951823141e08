package dev.sedge.runtime.internal.compiler.vector;

import java.util.Map;
import java.util.TreeMap;

/**
 * The vector instructions of WebAssembly 2.0: for each immediate and type, runs of names with the number of the first.
 * A dot stands for an unused number.
 */
final class SpecificationIndex {

    private static final String INDEX = """
            MEMORY i32 -> v128
            00 v128.load v128.load8x8_s v128.load8x8_u v128.load16x4_s v128.load16x4_u v128.load32x2_s v128.load32x2_u
            07 v128.load8_splat v128.load16_splat v128.load32_splat v128.load64_splat
            5C v128.load32_zero v128.load64_zero

            MEMORY i32 v128 ->
            0B v128.store

            MEMORY_LANE i32 v128 -> v128
            54 v128.load8_lane v128.load16_lane v128.load32_lane v128.load64_lane

            MEMORY_LANE i32 v128 ->
            58 v128.store8_lane v128.store16_lane v128.store32_lane v128.store64_lane

            BYTES -> v128
            0C v128.const

            BYTES v128 v128 -> v128
            0D i8x16.shuffle

            LANE v128 -> i32
            15 i8x16.extract_lane_s i8x16.extract_lane_u . i16x8.extract_lane_s i16x8.extract_lane_u . i32x4.extract_lane

            LANE v128 -> i64
            1D i64x2.extract_lane

            LANE v128 -> f32
            1F f32x4.extract_lane

            LANE v128 -> f64
            21 f64x2.extract_lane

            LANE v128 i32 -> v128
            17 i8x16.replace_lane . . i16x8.replace_lane . i32x4.replace_lane

            LANE v128 i64 -> v128
            1E i64x2.replace_lane

            LANE v128 f32 -> v128
            20 f32x4.replace_lane

            LANE v128 f64 -> v128
            22 f64x2.replace_lane

            NONE i32 -> v128
            0F i8x16.splat i16x8.splat i32x4.splat

            NONE i64 -> v128
            12 i64x2.splat

            NONE f32 -> v128
            13 f32x4.splat

            NONE f64 -> v128
            14 f64x2.splat

            NONE v128 -> i32
            53 v128.any_true
            63 i8x16.all_true i8x16.bitmask
            83 i16x8.all_true i16x8.bitmask
            A3 i32x4.all_true i32x4.bitmask
            C3 i64x2.all_true i64x2.bitmask

            NONE v128 i32 -> v128
            6B i8x16.shl i8x16.shr_s i8x16.shr_u
            8B i16x8.shl i16x8.shr_s i16x8.shr_u
            AB i32x4.shl i32x4.shr_s i32x4.shr_u
            CB i64x2.shl i64x2.shr_s i64x2.shr_u

            NONE v128 -> v128
            4D v128.not
            5E f32x4.demote_f64x2_zero f64x2.promote_low_f32x4
            60 i8x16.abs i8x16.neg i8x16.popcnt
            67 f32x4.ceil f32x4.floor f32x4.trunc f32x4.nearest
            74 f64x2.ceil f64x2.floor . . . . f64x2.trunc
            7C i16x8.extadd_pairwise_i8x16_s i16x8.extadd_pairwise_i8x16_u
            7E i32x4.extadd_pairwise_i16x8_s i32x4.extadd_pairwise_i16x8_u
            80 i16x8.abs i16x8.neg
            87 i16x8.extend_low_i8x16_s i16x8.extend_high_i8x16_s i16x8.extend_low_i8x16_u i16x8.extend_high_i8x16_u
            94 f64x2.nearest
            A0 i32x4.abs i32x4.neg
            A7 i32x4.extend_low_i16x8_s i32x4.extend_high_i16x8_s i32x4.extend_low_i16x8_u i32x4.extend_high_i16x8_u
            C0 i64x2.abs i64x2.neg
            C7 i64x2.extend_low_i32x4_s i64x2.extend_high_i32x4_s i64x2.extend_low_i32x4_u i64x2.extend_high_i32x4_u
            E0 f32x4.abs f32x4.neg . f32x4.sqrt
            EC f64x2.abs f64x2.neg . f64x2.sqrt
            F8 i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s f32x4.convert_i32x4_u
            FC i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero
            FE f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u

            NONE v128 v128 v128 -> v128
            52 v128.bitselect

            NONE v128 v128 -> v128
            0E i8x16.swizzle
            23 i8x16.eq i8x16.ne i8x16.lt_s i8x16.lt_u i8x16.gt_s i8x16.gt_u i8x16.le_s i8x16.le_u i8x16.ge_s i8x16.ge_u
            2D i16x8.eq i16x8.ne i16x8.lt_s i16x8.lt_u i16x8.gt_s i16x8.gt_u i16x8.le_s i16x8.le_u i16x8.ge_s i16x8.ge_u
            37 i32x4.eq i32x4.ne i32x4.lt_s i32x4.lt_u i32x4.gt_s i32x4.gt_u i32x4.le_s i32x4.le_u i32x4.ge_s i32x4.ge_u
            41 f32x4.eq f32x4.ne f32x4.lt f32x4.gt f32x4.le f32x4.ge
            47 f64x2.eq f64x2.ne f64x2.lt f64x2.gt f64x2.le f64x2.ge
            4E v128.and v128.andnot v128.or v128.xor
            65 i8x16.narrow_i16x8_s i8x16.narrow_i16x8_u
            6E i8x16.add i8x16.add_sat_s i8x16.add_sat_u i8x16.sub i8x16.sub_sat_s i8x16.sub_sat_u
            76 i8x16.min_s i8x16.min_u i8x16.max_s i8x16.max_u
            7B i8x16.avgr_u
            82 i16x8.q15mulr_sat_s
            85 i16x8.narrow_i32x4_s i16x8.narrow_i32x4_u
            8E i16x8.add i16x8.add_sat_s i16x8.add_sat_u i16x8.sub i16x8.sub_sat_s i16x8.sub_sat_u
            95 i16x8.mul i16x8.min_s i16x8.min_u i16x8.max_s i16x8.max_u
            9B i16x8.avgr_u
            9C i16x8.extmul_low_i8x16_s i16x8.extmul_high_i8x16_s i16x8.extmul_low_i8x16_u i16x8.extmul_high_i8x16_u
            AE i32x4.add
            B1 i32x4.sub
            B5 i32x4.mul i32x4.min_s i32x4.min_u i32x4.max_s i32x4.max_u i32x4.dot_i16x8_s
            BC i32x4.extmul_low_i16x8_s i32x4.extmul_high_i16x8_s i32x4.extmul_low_i16x8_u i32x4.extmul_high_i16x8_u
            CE i64x2.add
            D1 i64x2.sub
            D5 i64x2.mul i64x2.eq i64x2.ne i64x2.lt_s i64x2.gt_s i64x2.le_s i64x2.ge_s
            DC i64x2.extmul_low_i32x4_s i64x2.extmul_high_i32x4_s i64x2.extmul_low_i32x4_u i64x2.extmul_high_i32x4_u
            E4 f32x4.add f32x4.sub f32x4.mul f32x4.div f32x4.min f32x4.max f32x4.pmin f32x4.pmax
            F0 f64x2.add f64x2.sub f64x2.mul f64x2.div f64x2.min f64x2.max f64x2.pmin f64x2.pmax
            """;

    private SpecificationIndex() {}

    /** By number: the name, then the immediate and the type, for example {@code v128.any_true NONE v128 -> i32}. */
    static Map<Integer, String> read() {
        Map<Integer, String> index = new TreeMap<>();
        for (String block : INDEX.split("\n\n", -1)) {
            String[] lines = block.strip().split("\n", -1);
            for (int i = 1; i < lines.length; i++) {
                String[] words = lines[i].split(" ", -1);
                for (int j = 1; j < words.length; j++) {
                    if (!words[j].equals(".")) {
                        index.put(Integer.parseInt(words[0], 16) + j - 1, words[j] + " " + lines[0]);
                    }
                }
            }
        }
        return index;
    }
}
