// Package chart checks the Helm chart without a cluster: Helm's own engine renders it, and what comes out is read strictly as what
// Kubernetes takes.
package chart
