#!/bin/sh
# Writes what tshark reads in each capture of this folder as "label: number" lines, one block for each packet, for GoldenPacketsTest.
# Run it in this folder after adding a capture.
set -eu
for capture in *.pcap; do
    tshark -r "$capture" -V | awk '
        /^    Verification tag:/ { print ""; sub(/^ +/, ""); print; next }
        /^        Chunk (type|flags|length):/ { print; next }
        /^        (Initiate tag|Advertised receiver window credit \(a_rwnd\)|Number of (out|in)bound streams|Initial TSN):/ { print; next }
        /^        (Transmission sequence number \(absolute\)|Stream identifier|Stream sequence number|Message identifier|Fragment sequence number|Payload protocol identifier):/ { print; next }
        /^        (Cumulative TSN ACK \(absolute\)|Number of gap acknowledgement blocks|Number of duplicated TSNs):/ { print; next }
        /^            (Parameter (type|length)|Supported chunk type|Cause (code|length|information)):/ { print; next }
        /^            (Re-configuration (request|response) sequence number|Senders last assigned TSN|Stream Identifier|Result):/ { print }
    ' | sed -E 's/^ +//; s/: .*\((0x[0-9a-f]+|[0-9]+)\)$/: \1/' | tail -n +2 > "${capture%.pcap}.txt"
done
