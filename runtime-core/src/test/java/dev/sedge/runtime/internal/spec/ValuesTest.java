package dev.sedge.runtime.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValuesTest {

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean match(String expected, long... slots) {
        return Values.match(List.of(json(expected)), slots);
    }

    @Test
    void match_i32_wantsTheSlotSignExtended() {
        assertThat(match("{'type':'i32','value':'-1'}", -1)).isTrue();
        assertThat(match("{'type':'i32','value':'4294967295'}", -1)).isTrue();
        assertThat(match("{'type':'i32','value':'-1'}", 0xffff_ffffL)).isFalse();
        assertThat(match("{'type':'i32','value':'1'}", 2)).isFalse();
    }

    @Test
    void match_numberOfSlots_mustBeRight() {
        assertThat(match("{'type':'i32','value':'1'}")).isFalse();
        assertThat(match("{'type':'i32','value':'1'}", 1, 1)).isFalse();
        assertThat(Values.match(List.of(), new long[0])).isTrue();
    }

    @Test
    void match_nan_ofAnySign() {
        String canonical = "{'type':'f32','value':'nan:canonical'}";
        String arithmetic = "{'type':'f64','value':'nan:arithmetic'}";
        assertThat(match(canonical, 0x7fc0_0000)).isTrue();
        assertThat(match(canonical, 0xffc0_0000)).isTrue();
        assertThat(match(canonical, 0x7fc0_0001)).isFalse();
        assertThat(match(arithmetic, 0xfff8_0000_0000_0001L)).isTrue();
        assertThat(match(arithmetic, 0x7ff4_0000_0000_0000L)).isFalse();
        assertThat(match(arithmetic, 0)).isFalse();
    }

    @Test
    void match_vector_laneByLane() {
        String vector = "{'type':'v128','lane_type':'i16','value':['1','-1','3','4','5','6','7','8']}";
        long low = 0x0004_0003_ffff_0001L;
        long high = 0x0008_0007_0006_0005L;
        assertThat(match(vector, low, high)).isTrue();
        assertThat(match(vector, high, low)).isFalse();
        assertThat(match(vector, low)).isFalse();
        assertThat(Values.slots(json("[" + vector + "]"))).containsExactly(low, high);
    }

    @Test
    void match_vectorOfFloats_withNanLanes() {
        String vector = "{'type':'v128','lane_type':'f64','value':['nan:canonical','4607182418800017408']}";
        assertThat(match(vector, 0x7ff8_0000_0000_0000L, Double.doubleToRawLongBits(1)))
                .isTrue();
        assertThat(match(vector, 0x7ff8_0000_0000_0001L, Double.doubleToRawLongBits(1)))
                .isFalse();
    }

    @Test
    void match_references() {
        assertThat(match("{'type':'funcref'}", 3)).isTrue();
        assertThat(match("{'type':'funcref'}", -1)).isFalse();
        assertThat(match("{'type':'refnull'}", -1)).isTrue();
        assertThat(match("{'type':'externref','value':'null'}", -1)).isTrue();
        assertThat(match("{'type':'externref','value':'7'}", 7)).isTrue();
        assertThat(match("{'type':'externref','value':'7'}", 8)).isFalse();
    }

    @Test
    void match_either_anyOfThem() {
        String either = "{'type':'either','values':[{'type':'i32','value':'1'},{'type':'i32','value':'2'}]}";
        assertThat(match(either, 2)).isTrue();
        assertThat(match(either, 3)).isFalse();
    }
}
