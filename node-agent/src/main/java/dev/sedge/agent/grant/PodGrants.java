package dev.sedge.agent.grant;

import dev.sedge.agent.grant.Annotations.Given;
import dev.sedge.wasi.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one container of a pod is granted beside the files and variables of its spec: the policy's defaults, changed by
 * the annotations of its pod within the policy's maxima.
 *
 * <p>{@code sedge.dev/KEY} holds for each container of the pod, {@code sedge.dev/KEY.CONTAINER} for one of them and
 * before the other. The keys are those of {@link Amount} but for {@code memory}, and {@code network}.
 *
 * @param randomness the random bytes, with the limit of their number
 * @param clock the clocks
 * @param timeout how long it may live; empty for ever
 * @param openFiles how many files and directories it may have open
 * @param diskBytes how many bytes it may write into its own layer
 * @param listeners where it listens, in the order of the descriptors
 */
public record PodGrants(
        Randomness randomness,
        ClockGrant clock,
        Optional<Duration> timeout,
        int openFiles,
        long diskBytes,
        List<ListenGrant> listeners) {
    private static final String LISTEN = "listen=";
    private static final int MOST_LISTENERS = 64;
    private static final Pattern EXPOSED = Pattern.compile("(\\d{1,5})(?:/tcp)?");

    /** Copies the list. */
    public PodGrants {
        listeners = List.copyOf(listeners);
    }

    /**
     * Reads the annotations of a pod for one of its containers; those that are not ours are ignored.
     *
     * @throws GrantSyntaxException if one of ours is not known, not written in the grammar, or asks for more than the
     *     policy allows; the message names the annotation, its value, the limit, and where the limit is set
     */
    public static PodGrants of(Map<String, String> annotations, String container, Policy policy) {
        Annotations given = Annotations.of(annotations, container);
        Randomness randomness = read(Amount.RANDOM, given, policy);
        OptionalLong randomBytes = read(Amount.RANDOM_BYTES, given, policy);
        return new PodGrants(
                randomBytes.isPresent() ? randomness.withByteLimit(randomBytes.getAsLong()) : randomness,
                read(Amount.CLOCK, given, policy),
                read(Amount.TIMEOUT, given, policy),
                read(Amount.OPEN_FILES, given, policy),
                read(Amount.DISK, given, policy),
                given.find(Annotations.NETWORK)
                        .map(annotation -> listeners(annotation, policy))
                        .orElse(List.of()));
    }

    /**
     * The same with the ports that its image exposes, if the policy grants those and the pod asked for no network itself.
     * What the policy does not allow is left out: an image says what it could use, it does not ask.
     *
     * @param exposed as images have it: {@code 80/tcp}; what is not TCP is left out
     */
    public PodGrants withExposedPorts(Collection<String> exposed, Policy policy) {
        if (!policy.network().exposedPorts() || !listeners.isEmpty()) {
            return this;
        }
        List<ListenGrant> granted = new ArrayList<>();
        for (int port : ports(exposed)) {
            ListenGrant wanted = new ListenGrant(IpAddress.parse("0.0.0.0"), port);
            if (granted.size() < MOST_LISTENERS
                    && policy.network().refusal(wanted).isEmpty()) {
                granted.add(wanted);
            }
        }
        return new PodGrants(randomness, clock, timeout, openFiles, diskBytes, granted);
    }

    /** What is granted, one line for each thing, those that were not granted included. */
    public List<String> describe() {
        return List.of(
                randomness.describe(),
                clock.wall().describe(),
                clock.monotonic().describe(),
                "time: "
                        + timeout.map(most -> "at most " + Durations.format(most))
                                .orElse("no limit"),
                "open files: at most " + openFiles,
                "disk: at most " + ByteSize.format(diskBytes),
                "network: "
                        + (listeners.isEmpty()
                                ? "none"
                                : "listens on "
                                        + listeners.stream()
                                                .map(ListenGrant::toString)
                                                .collect(Collectors.joining(", "))));
    }

    /** Too much of something was asked for. */
    static <T> GrantSyntaxException tooMuch(String who, T wanted, Amount<T> amount, Policy policy) {
        return new GrantSyntaxException(who + " asks for " + amount.format(wanted) + ", and this node allows at most "
                + amount.format(amount.in(policy.maxima())) + " (policy.maxima." + amount.key()
                + " in the node's configuration)");
    }

    private static <T> T read(Amount<T> amount, Annotations given, Policy policy) {
        Optional<Given> annotation = given.find(amount.key());
        if (annotation.isEmpty()) {
            return amount.in(policy.defaults());
        }
        T wanted = parse(annotation.get(), amount);
        if (amount.isMore(wanted, amount.in(policy.maxima()))) {
            throw tooMuch("annotation " + annotation.get().name(), wanted, amount, policy);
        }
        return wanted;
    }

    private static <T> T parse(Given annotation, Amount<T> amount) {
        try {
            return amount.parse(annotation.value());
        } catch (GrantSyntaxException e) {
            throw refused(annotation, e.getMessage());
        }
    }

    private static List<ListenGrant> listeners(Given annotation, Policy policy) {
        String value = annotation.value();
        if (value.equals(Amount.NONE)) {
            return List.of();
        }
        if (!value.startsWith(LISTEN)) {
            throw refused(annotation, "'" + value + "' is neither none nor listen=ADDRESS:PORT,…");
        }
        List<ListenGrant> listeners = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String text = part.strip();
            listeners.add(
                    listener(annotation, text.startsWith(LISTEN) ? text.substring(LISTEN.length()) : text, policy));
        }
        if (listeners.size() > MOST_LISTENERS || new HashSet<>(listeners).size() < listeners.size()) {
            throw refused(annotation, "it names an address twice, or more than " + MOST_LISTENERS);
        }
        return listeners;
    }

    private static ListenGrant listener(Given annotation, String text, Policy policy) {
        ListenGrant wanted;
        try {
            wanted = ListenGrant.parse(text);
        } catch (GrantSyntaxException e) {
            throw refused(annotation, e.getMessage());
        }
        policy.network().refusal(wanted).ifPresent(reason -> {
            throw refused(annotation, wanted + " is not granted: " + reason);
        });
        return wanted;
    }

    private static Collection<Integer> ports(Collection<String> exposed) {
        TreeSet<Integer> ports = new TreeSet<>();
        for (String text : exposed) {
            var matcher = EXPOSED.matcher(text);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
                ports.add(Integer.parseInt(matcher.group(1)));
            }
        }
        ports.removeIf(port -> port > 0xffff);
        return ports;
    }

    private static GrantSyntaxException refused(Given annotation, @Nullable String reason) {
        return new GrantSyntaxException(
                "annotation " + annotation.name() + ": " + Foreign.text(String.valueOf(reason)));
    }
}
