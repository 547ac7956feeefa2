package io.github.datachannel4j.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, from the jar's manifest, and what it runs on. */
final class Version implements IVersionProvider {
    static String number() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not built into a jar)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "datachannel4j " + number(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor"),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
        };
    }
}
