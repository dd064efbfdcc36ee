package cluster

import "errors"

// Status is the parts of a cluster and whether they run.
type Status struct {
	Name  string       `json:"name"`
	Dir   string       `json:"dir"`
	Parts []PartStatus `json:"parts"`
}

// PartStatus is one part.
type PartStatus struct {
	Name  string `json:"name"`
	PID   int    `json:"pid"`
	Alive bool   `json:"alive"`
	Log   string `json:"log"`
}

// ErrNoCluster is what ReadStatus says of a directory in which up never started anything.
var ErrNoCluster = errors.New("holds no cluster")

// ReadStatus tells which parts run.
func ReadStatus(layout Layout) (*Status, error) {
	record, err := ReadRecord(layout)
	if err != nil {
		return nil, err
	}
	if record == nil {
		return nil, ErrNoCluster
	}
	status := &Status{Name: record.Name, Dir: layout.Dir, Parts: []PartStatus{}}
	for _, part := range record.Parts {
		status.Parts = append(status.Parts, PartStatus{
			Name: part.Name, PID: part.PID, Alive: part.Identity.Alive(), Log: layout.Log(part.Name),
		})
	}
	return status, nil
}
