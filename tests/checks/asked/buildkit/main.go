// What BuildKit says of Dockerfiles: a line of JSON each on standard input, and on standard output what is wrong, or "".
// It reads and converts them as a build does; images are empty, and nothing is fetched or run.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
)

type empty struct{}

func (empty) ResolveImageConfig(_ context.Context, reference string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config := []byte(`{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin"],"WorkingDir":"/srv"}}`)
	return reference, digest.FromBytes(config), config, nil
}

func said(text string) (fault string) {
	defer func() {
		if broken := recover(); broken != nil {
			fault = fmt.Sprint(broken)
		}
	}()
	capabilities := pb.Caps.CapSet(pb.Caps.All())
	state := llb.Local("context")
	_, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(text), dockerfile2llb.ConvertOpt{
		MainContext:  &state,
		MetaResolver: empty{},
		LLBCaps:      &capabilities,
		AllStages:    true,
		SourceMap:    llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", []byte(text)),
	})
	if err != nil {
		return err.Error()
	}
	return ""
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			panic(err)
		}
		if err := out.Encode(said(text)); err != nil {
			panic(err)
		}
	}
}
