package main

import "io"

func compileTimes(w io.Writer) error { return nil }
