package dev.sedge.agent.tools;

import dev.sedge.wasi.fs.GuestFileSystem;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * What a tool is given.
 *
 * @param args the arguments, the tool's name first
 * @param environment the container's variables, in their order
 * @param files the container's files, which stay the caller's
 * @param workingDirectory where relative names begin: an absolute path
 * @param stdin stays the caller's
 * @param stdout stays the caller's
 * @param stderr stays the caller's
 */
public record ToolContext(
        List<String> args,
        Map<String, String> environment,
        GuestFileSystem files,
        String workingDirectory,
        InputStream stdin,
        OutputStream stdout,
        OutputStream stderr) {}
