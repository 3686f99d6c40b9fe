// What people write first: who was denied what, how often, from a packed file of entries. A yardstick.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
)

type entry struct {
	ProtoPayload struct {
		Status             struct{ Code int }
		AuthenticationInfo struct{ PrincipalEmail string }
		MethodName         string
		ResourceName       string
	}
}

func main() {
	counts := map[[3]string]int{}
	for _, path := range os.Args[1:] {
		file, err := os.Open(path)
		if err != nil {
			continue
		}
		packed, err := gzip.NewReader(file)
		if err != nil {
			continue
		}
		lines := bufio.NewScanner(packed)
		lines.Buffer(make([]byte, 1<<20), 1<<26)
		for lines.Scan() {
			var e entry
			if json.Unmarshal(lines.Bytes(), &e) == nil && e.ProtoPayload.Status.Code == 7 {
				p := e.ProtoPayload
				counts[[3]string{p.AuthenticationInfo.PrincipalEmail, p.MethodName, p.ResourceName}]++
			}
		}
	}
	for key, count := range counts {
		fmt.Println(count, key)
	}
}
