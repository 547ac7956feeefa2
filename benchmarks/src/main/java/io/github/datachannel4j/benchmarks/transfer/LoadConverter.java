package io.github.datachannel4j.benchmarks.transfer;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A {@link HostLoad} on the command line. */
final class LoadConverter implements ITypeConverter<HostLoad> {
    @Override
    public HostLoad convert(String value) {
        try {
            return HostLoad.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
