// Command ordinary does what ordinary Go programs do, in subcommands; each prints the same on every correct host.
//
//	ordinary text        formatting, sorting, maps, regular expressions
//	ordinary json        reads JSON from standard input and prints it indented
//	ordinary lines       numbers the lines of standard input
//	ordinary files ROOT  files, directories and links below ROOT
//	ordinary env         arguments and environment
//	ordinary channels    goroutines, channels, timers
//	ordinary exit N      os.Exit
//	ordinary panic       a panic, which ends with status 2
//	ordinary deadlock    a goroutine that waits for ever, which the runtime of Go finds out
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	var err error
	switch argument(1) {
	case "text":
		text()
	case "json":
		err = convert(os.Stdin, os.Stdout)
	case "lines":
		err = lines(os.Stdin, os.Stdout)
	case "files":
		err = files(argument(2))
	case "env":
		environment()
	case "channels":
		channels()
	case "exit":
		status, _ := strconv.Atoi(argument(2))
		fmt.Printf("exiting with %d\n", status)
		os.Exit(status)
	case "panic":
		panic("asked to panic")
	case "deadlock":
		<-make(chan int)
	default:
		err = fmt.Errorf("no such command: %q", argument(1))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ordinary:", err)
		os.Exit(1)
	}
}

func argument(index int) string {
	if index < len(os.Args) {
		return os.Args[index]
	}
	return ""
}

type word struct {
	Text  string
	Count int
}

func text() {
	counts := map[string]int{}
	for _, w := range strings.Fields("the wind the reed the water and the wind again") {
		counts[w]++
	}
	var words []word
	for t, n := range counts {
		words = append(words, word{t, n})
	}
	sort.Slice(words, func(i, j int) bool {
		if words[i].Count != words[j].Count {
			return words[i].Count > words[j].Count
		}
		return words[i].Text < words[j].Text
	})
	for _, w := range words {
		fmt.Printf("%8s %-5s|%04d|%#x|%+v\n", w.Text, strings.Repeat("*", w.Count), w.Count, w.Count, w)
	}
	fmt.Printf("%v %.3f %e %g %t %q %x %08b %U\n", 0.1+0.2, 2.0/3.0, 1234.5, 1e21, true, "tab\t\"é\"", "hex", 37, '水')
	fmt.Println(strings.ToUpper("größe: naïve café"), strings.Split("a,b,,c", ","))

	mail := regexp.MustCompile(`(?i)\b([a-z0-9._]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})\b`)
	letter := "Write to Ada.L@example.org or to grace@navy.example.com, not to @home."
	fmt.Println(mail.FindAllString(letter, -1), mail.ReplaceAllString(letter, "<$2/$1>"))
	fmt.Println(regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)$`).FindStringSubmatch("2024-02-29"))

	state := uint32(20240229)
	numbers := make([]int, 10000)
	for i := range numbers {
		state = state*1664525 + 1013904223
		numbers[i] = int(state >> 8)
	}
	sort.Ints(numbers)
	fmt.Println(len(numbers), numbers[0], numbers[5000], numbers[9999], sort.SearchInts(numbers, numbers[3333]))
	fmt.Println(time.Unix(1709164800, 5).UTC().Format(time.RFC3339Nano), 90*time.Minute)
}

type document struct {
	Name  string            `json:"name"`
	Tags  []string          `json:"tags,omitempty"`
	Ports map[string]uint16 `json:"ports,omitempty"`
	Rest  any               `json:"rest,omitempty"`
}

func convert(in io.Reader, out io.Writer) error {
	var d document
	if err := json.NewDecoder(in).Decode(&d); err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%+v\n", d)
	return err
}

func lines(in io.Reader, out io.Writer) error {
	writer := bufio.NewWriter(out)
	scanner := bufio.NewScanner(in)
	count := 0
	for scanner.Scan() {
		count++
		fmt.Fprintf(writer, "%4d  %s\n", count, scanner.Text())
	}
	fmt.Fprintf(writer, "%d lines\n", count)
	return errors.Join(scanner.Err(), writer.Flush())
}

func environment() {
	for i, a := range os.Args {
		fmt.Printf("argument %d: %s\n", i, a)
	}
	variables := os.Environ()
	sort.Strings(variables)
	for _, v := range variables {
		fmt.Println("variable", v)
	}
}

func channels() {
	squares := make(chan int)
	var workers sync.WaitGroup
	for w := 0; w < 8; w++ {
		workers.Add(1)
		go func(first int) {
			defer workers.Done()
			for i := first; i < 1000; i += 8 {
				squares <- i * i
			}
		}(w)
	}
	go func() {
		workers.Wait()
		close(squares)
	}()
	sum, count := 0, 0
	for s := range squares {
		sum += s
		count++
	}
	fmt.Println(count, "squares, sum", sum)

	start := time.Now()
	select {
	case <-make(chan int):
		fmt.Println("never")
	case <-time.After(30 * time.Millisecond):
		fmt.Println("timer after 30 ms or more:", time.Since(start) >= 30*time.Millisecond)
	}
	ticker := time.NewTicker(2 * time.Millisecond)
	for i := 0; i < 5; i++ {
		<-ticker.C
	}
	ticker.Stop()
	fmt.Println("five ticks took 10 ms or more:", time.Since(start) >= 40*time.Millisecond)

	var mutex sync.Mutex
	var group sync.WaitGroup
	total := 0
	for i := 1; i <= 100; i++ {
		group.Add(1)
		go func(n int) {
			defer group.Done()
			time.Sleep(time.Millisecond)
			mutex.Lock()
			total += n
			mutex.Unlock()
		}(i)
	}
	group.Wait()
	fmt.Println("total", total)
	defer func() { fmt.Println("recovered:", recover()) }()
	var none []int
	fmt.Println(none[total])
}

func files(root string) error {
	deep := filepath.Join(root, "one", "two", "three")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		return err
	}
	letters := filepath.Join(deep, "letters.txt")
	if err := os.WriteFile(letters, []byte("alpha\nbeta\ngamma\n"), 0o666); err != nil {
		return err
	}
	if err := edit(letters); err != nil {
		return err
	}
	fmt.Println("mkdir again:", errors.Is(os.Mkdir(deep, 0o777), fs.ErrExist))
	if err := links(root, letters); err != nil {
		return err
	}
	if err := tree(root); err != nil {
		return err
	}
	_, err := os.Stat(filepath.Join(root, "missing"))
	fmt.Println("missing:", errors.Is(err, fs.ErrNotExist))
	fmt.Println("remove a full directory:", os.Remove(filepath.Join(root, "one")) != nil)
	if err := errors.Join(os.RemoveAll(filepath.Join(root, "one")), os.Remove(filepath.Join(root, "hard.txt"))); err != nil {
		return err
	}
	left, err := os.ReadDir(root)
	fmt.Println("left:", len(left))
	return err
}

func edit(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	fmt.Fprintln(file, "delta")
	content, err := os.ReadFile(path)
	fmt.Printf("%q %v\n", content, err)
	four := make([]byte, 4)
	n, err := file.ReadAt(four, 6)
	fmt.Printf("%d bytes at 6: %q %v\n", n, four, err)
	err = file.Truncate(10)
	end, _ := file.Seek(0, io.SeekEnd)
	fmt.Println("truncated:", err, end)
	when := time.Unix(1_000_000_000, 0)
	err = os.Chtimes(path, when, when)
	info, _ := os.Stat(path)
	fmt.Println("stat:", err, info.Name(), info.Size(), info.ModTime().Equal(when), info.Mode().IsRegular())
	return file.Sync()
}

func links(root, file string) error {
	hard, soft := filepath.Join(root, "hard.txt"), filepath.Join(root, "one", "soft.txt")
	if err := errors.Join(os.Link(file, hard), os.Symlink("two/three/letters.txt", soft)); err != nil {
		return err
	}
	one, _ := os.Stat(file)
	two, _ := os.Stat(hard)
	target, err := os.Readlink(soft)
	content, _ := os.ReadFile(soft)
	info, _ := os.Lstat(soft)
	fmt.Printf("links: %v %q %v %q %v\n", os.SameFile(one, two), target, err, content, info.Mode().Type() == fs.ModeSymlink)
	err = os.Rename(soft, filepath.Join(root, "one", "renamed.txt"))
	fmt.Println("renamed:", err)
	return err
}

func tree(root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && path != root {
			below, _ := filepath.Rel(root, path)
			fmt.Println("found:", below, entry.Type())
		}
		return err
	})
}
