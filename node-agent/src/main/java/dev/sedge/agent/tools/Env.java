package dev.sedge.agent.tools;

import java.io.IOException;

/** {@code env}: shows the variables of the container. */
final class Env implements Tool {
    @Override
    public int run(ToolContext context) throws IOException {
        ToolOutput out = new ToolOutput(context);
        if (context.args().size() > 1) {
            return out.usage("this env only shows the variables; it takes no arguments");
        }
        for (var variable : context.environment().entrySet()) {
            out.line(variable.getKey() + "=" + variable.getValue());
        }
        return out.end();
    }
}
