package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.KeyValue;
import dev.sedge.oci.OciException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container's program is told: its arguments, its variables and where it starts.
 *
 * @param argv the arguments, the program's name first; not empty
 * @param isCommandGiven whether the pod names the program itself
 * @param environment the variables in their order: the host's name, the image's, the pod's, and where it starts
 * @param workingDirectory an absolute path
 */
record ContainerWords(
        List<String> argv, boolean isCommandGiven, Map<String, String> environment, String workingDirectory) {

    /**
     * The words for a container.
     *
     * @throws LaunchException if a word cannot be given to a program
     * @throws OciException.Unsupported if neither the image nor the pod names anything to run
     */
    static ContainerWords of(ContainerSpec spec) throws OciException {
        ContainerConfig config = spec.config();
        Optional<List<String>> command =
                config.getCommandCount() == 0 ? Optional.empty() : Optional.of(List.copyOf(config.getCommandList()));
        List<String> argv = spec.image().argv(command, config.getArgsList());
        for (int i = 0; i < argv.size(); i++) {
            requireText("argument " + (i + 1), argv.get(i));
        }
        String directory = workingDirectory(spec);
        return new ContainerWords(argv, command.isPresent(), environment(spec, directory), directory);
    }

    private static String workingDirectory(ContainerSpec spec) {
        String asked = spec.config().getWorkingDir();
        String directory = asked.isEmpty() ? spec.image().config().workingDir() : asked;
        requireText("working directory", directory);
        return directory.startsWith("/") ? directory : "/" + directory;
    }

    private static Map<String, String> environment(ContainerSpec spec, String workingDirectory) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HOSTNAME", PodFiles.hostname(spec.sandbox()));
        if (spec.config().getTty()) {
            variables.put("TERM", "xterm");
        }
        variables.putAll(ImageVariables.of(spec.image().config()));
        variables.put("PWD", workingDirectory);
        for (KeyValue variable : spec.config().getEnvsList()) {
            variables.put(name(variable.getKey()), variable.getValue().toStringUtf8());
        }
        variables.forEach((name, value) -> requireText("variable " + name, value));
        return variables;
    }

    private static String name(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new LaunchException("cannot set the variable '" + name + "': a name is not empty and has no '='");
        }
        requireText("name of a variable", name);
        return name;
    }

    private static void requireText(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new LaunchException("the " + what + " contains a NUL character, which no program can be given");
        }
    }
}
