package preview

import (
	_ "embed"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// liveSource is the preview's client module: it follows the events, renews the
// page in place and shows the overlay.
//
//go:embed live.ts
var liveSource string

//go:embed live.css
var liveStyle string

// liveScript is the client as browsers read it.
var liveScript = sync.OnceValue(func() string {
	result := api.Transform(liveSource, api.TransformOptions{Loader: api.LoaderTS, Target: api.ES2022, Charset: api.CharsetUTF8})
	return string(result.Code)
})
