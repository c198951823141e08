package dev.sedge.agent.tools;

/** Paths as a person writes them in a container. */
final class ToolPaths {
    private ToolPaths() {}

    /** The absolute form of a path; nothing is resolved, because only the walk knows what is a link. */
    static String absolute(ToolContext context, String path) {
        return path.startsWith("/") ? path : join(context.workingDirectory(), path);
    }

    /** A name below a directory. */
    static String join(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
