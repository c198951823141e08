// A WASI command in Go: NAME FILE REPEAT reads a JSON file and decodes, searches, sorts and encodes it, REPEAT times, and prints a checksum.
package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

type person struct {
	Id     int               `json:"id"`
	Name   string            `json:"name"`
	Email  string            `json:"email"`
	Active bool              `json:"active"`
	Score  float64           `json:"score"`
	Tags   []string          `json:"tags"`
	Attrs  map[string]string `json:"attributes"`
}

var address = regexp.MustCompile(`^([a-z]+)\.([a-z]+)@([a-z]+)\.(org|net|example)$`)

func work(file string) (uint32, error) {
	bytes, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	var people []person
	if err := json.Unmarshal(bytes, &people); err != nil {
		return 0, err
	}
	domains := map[string]int{}
	for i := range people {
		if match := address.FindStringSubmatch(people[i].Email); match != nil {
			domains[match[3]]++
			people[i].Name = strings.ToUpper(match[2]) + ", " + match[1]
		}
	}
	sort.Slice(people, func(a, b int) bool {
		if people[a].Name != people[b].Name {
			return people[a].Name < people[b].Name
		}
		return people[a].Id < people[b].Id
	})
	sum := fnv.New32a()
	if err := json.NewEncoder(sum).Encode(people); err != nil {
		return 0, err
	}
	if err := json.NewEncoder(sum).Encode(domains); err != nil {
		return 0, err
	}
	return sum.Sum32(), nil
}

func main() {
	repeat, err := strconv.Atoi(os.Args[2])
	var sum uint32
	for ; err == nil && repeat > 0; repeat-- {
		sum, err = work(os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(sum)
}
