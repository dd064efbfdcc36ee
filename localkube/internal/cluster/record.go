package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"henge.io/localkube/internal/procs"
)

// Part is one process that up started.
type Part struct {
	Name string `json:"name"`
	Node bool   `json:"node,omitempty"` // its children are the processes of pods
	procs.Identity
}

// Record is what up wrote down about the processes that it started, always before it let them run.
type Record struct {
	Name  string `json:"name"`
	ID    string `json:"id"` // unique for ever; in the environment of all pod processes
	Parts []Part `json:"parts"`
}

// ReadRecord returns nil without an error when the directory holds none.
func ReadRecord(layout Layout) (*Record, error) {
	content, err := os.ReadFile(layout.PIDsFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the record of started processes: %w", err)
	}
	var record Record
	if err := json.Unmarshal(content, &record); err != nil {
		return nil, fmt.Errorf("%s is damaged (%w): end the cluster's processes by hand and remove the file",
			layout.PIDsFile(), err)
	}
	return &record, nil
}

func (r *Record) add(layout Layout, part Part) error {
	r.Parts = append(slices.Clone(r.Parts), part)
	return r.write(layout)
}

func (r *Record) write(layout Layout) error { return writeJSON(layout.PIDsFile(), r) }

// Alive returns the parts that still run.
func (r *Record) Alive() []Part {
	var alive []Part
	for _, part := range r.Parts {
		if part.Identity.Alive() {
			alive = append(alive, part)
		}
	}
	return alive
}

func (r *Record) identities(wanted func(Part) bool) []procs.Identity {
	var found []procs.Identity
	for _, part := range r.Parts {
		if wanted(part) {
			found = append(found, part.Identity)
		}
	}
	return found
}

// writeJSON replaces the file in one step and returns when it is safe on disk.
func writeJSON(path string, value any) error {
	content, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := file.Write(append(content, '\n')); err != nil {
		return err
	}
	if err := errors.Join(file.Chmod(0o644), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
