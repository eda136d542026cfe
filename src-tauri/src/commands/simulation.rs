use tauri::State;

use crate::desk::Desk;
use crate::wire::{AppError, Sample, SimulateRequest, Simulation};

#[tauri::command]
#[specta::specta]
pub async fn samples(desk: State<'_, Desk>) -> Result<Vec<Sample>, AppError> {
    desk.ask(|session| session.samples()).await
}

/// Where one lead lands in the draft, and why.
#[tauri::command]
#[specta::specta]
pub async fn simulate(
    desk: State<'_, Desk>,
    lead: SimulateRequest,
) -> Result<Simulation, AppError> {
    desk.ask(move |session| session.simulate(&lead)).await
}
