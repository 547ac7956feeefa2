package io.github.datachannel4j.datachannel;

/** A command that was refused at the call; nothing has changed by it. What the network does never arrives as this. */
public final class DataChannelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DataChannelError error;

    DataChannelException(DataChannelError error, String message) {
        super(message);
        this.error = error;
    }

    /** The kind of refusal. */
    public DataChannelError error() {
        return error;
    }
}
