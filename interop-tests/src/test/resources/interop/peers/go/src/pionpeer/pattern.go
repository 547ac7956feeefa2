package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
)

const (
	period        = 65521
	step          = 4099
	sizeWithIndex = 8
	letters       = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)

var table = func() []byte {
	one := make([]byte, period)
	x := uint32(0x9e3779b9)
	for i := range one {
		x = x*1664525 + 1013904223
		one[i] = byte(x >> 24)
	}
	return bytes.Repeat(one, 10)
}()

// The same bytes as in pattern.js.
func patternBinary(index, size int) []byte {
	offset := 0
	if size >= sizeWithIndex {
		offset = int(int64(index) * step % period)
	}
	data := append([]byte(nil), table[offset:offset+size]...)
	if size >= sizeWithIndex {
		binary.BigEndian.PutUint32(data, uint32(index))
	}
	return data
}

func patternText(index, size int) []byte {
	data := patternBinary(index, size)
	start := 0
	if size >= sizeWithIndex {
		start = copy(data, fmt.Sprintf("%08x", index))
	}
	for i := start; i < size; i++ {
		data[i] = letters[data[i]&63]
	}
	return data
}

// What a channel has received, as pattern.js counts it.
type accounting struct {
	Count      int   `json:"count"`
	Bytes      int64 `json:"bytes"`
	Corrupt    int   `json:"corrupt"`
	Duplicates int   `json:"duplicates"`
	OutOfOrder int   `json:"outOfOrder"`
	Highest    int   `json:"highest"`
	seen       map[int]bool
}

func newAccounting() *accounting {
	return &accounting{Highest: -1, seen: map[int]bool{}}
}

func (a *accounting) add(data []byte, isText bool) {
	index := a.indexOf(data, isText)
	expected := patternBinary
	if isText {
		expected = patternText
	}
	if !bytes.Equal(data, expected(index, len(data))) {
		a.Corrupt++
	}
	if a.seen[index] {
		a.Duplicates++
	}
	if index < a.Highest {
		a.OutOfOrder++
	} else {
		a.Highest = index
	}
	a.seen[index] = true
	a.Count++
	a.Bytes += int64(len(data))
}

func (a *accounting) indexOf(data []byte, isText bool) int {
	switch {
	case len(data) < sizeWithIndex:
		return a.Count
	case isText:
		index, _ := strconv.ParseUint(string(data[:sizeWithIndex]), 16, 32)
		return int(index)
	default:
		return int(binary.BigEndian.Uint32(data))
	}
}
