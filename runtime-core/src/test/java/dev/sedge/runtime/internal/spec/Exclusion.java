package dev.sedge.runtime.internal.spec;

/**
 * Something of a script that is known not to pass.
 *
 * @param script the name of the script
 * @param selector a line, or the exported function that commands call; empty for all modules of the script that are
 *     refused, and what needs them
 * @param unsteady whether it may pass, on some JVMs
 * @param tier the name of a tier, or * for all
 * @param reason why
 */
record Exclusion(String script, String selector, boolean unsteady, String tier, String reason) {

    boolean isFor(String name, Tier wanted) {
        return script.equals(name) && (tier.equals("*") || tier.equals(wanted.toString()));
    }

    boolean isOfScript() {
        return selector.isEmpty();
    }

    /** Whether this is why a command did not pass. */
    boolean covers(Command command, Outcome outcome) {
        if (isOfScript()) {
            return outcome.isRefusal();
        }
        int line = outcome.blamed().orElse(command.line());
        return selector.equals(Integer.toString(line)) || selector.equals(command.function());
    }

    @Override
    public String toString() {
        return script + (isOfScript() ? "" : ":" + selector) + " " + tier;
    }
}
