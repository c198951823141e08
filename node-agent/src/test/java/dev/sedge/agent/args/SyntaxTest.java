package dev.sedge.agent.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
    private static final Option LOUD = Option.flag("Say more.", "-l", "--loud");
    private static final Option SIZE = Option.value("SIZE", "How much.", "--size");
    private static final Option NAME = Option.values("NAME", "A name.", "-n", "--name");
    private static final Syntax SYNTAX = Syntax.of("fly", "Fly away.").options(LOUD, SIZE, NAME);

    private enum Colour {
        RED,
        BLUE
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--name a -n b -nc|a,b,c",
                "--name=a -n=b|a,b",
                "--name= --size 3|''",
                "--name -n -n --size|-n,--size",
            })
    void read_valuesInEveryForm_areTheSame(String words, String values) {
        Words read = SYNTAX.read(List.of(words.split(" ")));

        assertThat(read.values(NAME)).containsExactly(values.split(",", -1));
    }

    @Test
    void read_nothing_isWhatHoldsWithoutIt() {
        Words read = SYNTAX.read(List.of());

        assertThat(read.has(LOUD)).isFalse();
        assertThat(read.value(SIZE)).isEmpty();
        assertThat(read.value(SIZE, "7")).isEqualTo("7");
        assertThat(read.values(NAME)).isEmpty();
    }

    @Test
    void read_optionsAfterAParameter_areOptions() {
        Words read = SYNTAX.parameters("FILE").read(List.of("x", "-l", "--size=2"));

        assertThat(read.parameters()).containsExactly("x");
        assertThat(read.has(LOUD)).isTrue();
        assertThat(read.value(SIZE)).hasValue("2");
    }

    @Test
    void read_thenAnything_leavesAllAfterTheParameterAlone() {
        Words read = SYNTAX.parameters("FILE").thenAnything().read(List.of("-l", "x", "--size", "--", "--help"));

        assertThat(read.parameters()).containsExactly("x", "--size", "--", "--help");
        assertThat(read.asksForHelp()).isFalse();
    }

    @Test
    void read_afterTwoDashes_nothingIsAnOption() {
        Words read = SYNTAX.parameters("FILE").orMore().read(List.of("--", "-l", "-"));

        assertThat(read.parameters()).containsExactly("-l", "-");
    }

    @Test
    void read_help_needsNothingElse() {
        assertThat(SYNTAX.parameters("FILE").read(List.of("-l", "-h", "--none")).asksForHelp())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lou|Unknown option: '--lou'",
                "--loud=yes|takes no value",
                "-x|Unknown option: '-x'",
                "--size|Missing value of option '--size'",
                "--size 1 --size 2|option '--size' is given twice",
                "x y|'y' is one word too many",
                "-l|Missing required parameter: 'FILE'",
            })
    void read_wrongWords_saysWhich(String words, String message) {
        assertThatThrownBy(() -> SYNTAX.parameters("FILE").read(List.of(words.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void choice_wordOfTheEnum_isItsConstant() {
        assertThat(SYNTAX.read(List.of("--size", "Blue")).choice(SIZE, Colour.RED))
                .isEqualTo(Colour.BLUE);
        assertThat(SYNTAX.read(List.of()).choice(SIZE, Colour.RED)).isEqualTo(Colour.RED);
        assertThatThrownBy(() -> SYNTAX.read(List.of("--size", "green")).choice(SIZE, Colour.RED))
                .hasMessage("'green' is none of red, blue");
    }

    @Test
    void help_showsAllInEightyColumns() {
        String help = SYNTAX.options(
                        Option.value("LONG-LABEL", "word ".repeat(30).strip(), "--option-of-a-long-name"))
                .parameters("FILE")
                .orMore()
                .footer("The end.")
                .help();

        assertThat(help)
                .startsWith("Usage: sedge fly [OPTION...] FILE...\nFly away.\n")
                .contains("\n  -l, --loud                Say more.\n", "\n      --size=SIZE           How much.\n")
                .contains("\n      --option-of-a-long-name=LONG-LABEL\n                            word word")
                .endsWith("\n\nThe end.\n");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }
}
