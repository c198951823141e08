package dev.sedge.agent.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that a person or a pod gave to run an image with.
 *
 * @param entrypoint replaces the image's entrypoint
 * @param args replace the image's default arguments, unless empty
 */
public record ImageCommand(Optional<String> entrypoint, List<String> args) {

    /** Copies the list. */
    public ImageCommand {
        args = List.copyOf(args);
    }

    /** The guest's arguments for an image with these defaults: the entrypoint, then the arguments. */
    List<String> resolve(List<String> imageEntrypoint, List<String> imageCmd) {
        List<String> words = new ArrayList<>(entrypoint.map(List::of).orElse(imageEntrypoint));
        words.addAll(args.isEmpty() ? imageCmd : args);
        return List.copyOf(words);
    }
}
